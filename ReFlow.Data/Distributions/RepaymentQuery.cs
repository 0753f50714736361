using Npgsql;
using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>
/// The repayments of a loan per holder, computed from the ledger and stored nowhere: the payout index's step times the holder's balance at the
/// distribution, summed up and floored as HolderWord.sol does it.
/// </summary>
public static class RepaymentQuery
{
    // moves: each wallet's change of balance. held: its balance after all moves before a distribution. owed: everything earned up to there,
    // in 2^-64 units, which neither transfers nor claims change. share: the whole units that a distribution adds.
    const string Query =
        """
        with rounds as (
            select id, round, payment_id, created_at, block_number, log_index,
                   per_token - lag(per_token, 1, 0) over (order by round) as step
            from distributions where loan_id = $1),
        moves as (
            select to_address as wallet, block_number, log_index, amount from token_transfers where loan_id = $1 and from_address <> to_address
            union all
            select from_address, block_number, log_index, -amount from token_transfers where loan_id = $1 and from_address <> to_address),
        wallets as (select distinct wallet from moves where wallet <> '\x0000000000000000000000000000000000000000' and ($2::bytea is null or wallet = $2)),
        held as (
            select r.*, w.wallet, coalesce(sum(m.amount), 0) as balance
            from rounds r cross join wallets w
            left join moves m on m.wallet = w.wallet and (m.block_number, m.log_index) < (r.block_number, r.log_index)
            group by r.id, r.round, r.payment_id, r.created_at, r.block_number, r.log_index, r.step, w.wallet),
        owed as (
            select *, sum(trunc(balance * 1000000) * step) over (partition by wallet order by round) as total from held),
        shares as (
            select *, div(total, 18446744073709551616) - div(lag(total, 1, 0::numeric) over (partition by wallet order by round), 18446744073709551616) as share from owed),
        waiting as (
            select s.*, div(l.per_token * trunc(h.balance * 1000000) - h.payout_debt, 18446744073709551616) as claimable,
                   sum(share) over (partition by wallet order by round desc) - share as newer
            from shares s join loans l on l.id = $1 join users u on u.address = s.wallet join holdings h on h.user_id = u.id and h.loan_id = l.id)
        select id, round, payment_id, created_at, wallet, round(w.balance, 6), share / 1000000, least(share, greatest(claimable - newer, 0)) / 1000000
        from waiting w where share > 0 order by w.round, wallet
        """;

    /// <summary>All shares, oldest distribution first; of one holder when <paramref name="holder"/> is given.</summary>
    public static async Task<IReadOnlyList<Repayment>> ReadAsync(NpgsqlDataSource database, Guid loanId, Address? holder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var command = database.CreateCommand(Query);
        command.Parameters.Add(new() { Value = loanId });
        command.Parameters.Add(new() { Value = holder?.ToByteArray() ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bytea });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var repayments = new List<Repayment>();
        while (await reader.ReadAsync(cancellationToken))
        {
            repayments.Add(new Repayment(
                reader.GetGuid(0), reader.GetInt64(1), Hash32.FromBytes(reader.GetFieldValue<byte[]>(2)), reader.GetFieldValue<DateTimeOffset>(3),
                Address.FromBytes(reader.GetFieldValue<byte[]>(4)), reader.GetDecimal(5), reader.GetDecimal(6), reader.GetDecimal(7)));
        }

        return repayments;
    }
}
