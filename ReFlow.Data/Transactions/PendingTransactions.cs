using Npgsql;
using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>
/// Transactions that a wallet announced. Each stands in <c>transactions</c> as one row without a log until its events are indexed, whose rows
/// then take its place; the announcement itself stays in <c>announced_transactions</c>.
/// </summary>
public static class PendingTransactions
{
    /// <summary>Stores what a wallet says it has sent; false when that hash was announced before. The indexer finds out what becomes of it.</summary>
    public static async Task<bool> RecordAsync(NpgsqlDataSource database, Announcement announcement, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(announcement);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var insert = new NpgsqlCommand(
            """
            insert into announced_transactions (tx_hash, row_id, sender, nonce, user_id, loan_id, type, kind, amount, status, announced_block_number, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'PENDING', coalesce((select block_number from sync_cursor), -1), $10)
            on conflict (tx_hash) do nothing
            """,
            connection);
        foreach (var value in announcement.ToValues(now))
            insert.Parameters.Add(new() { Value = value });
        var isNew = await insert.ExecuteNonQueryAsync(cancellationToken) == 1;

        await using var rows = new NpgsqlBatch(connection);
        foreach (var command in RestoreRows())
            rows.BatchCommands.Add(command);
        await rows.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return isNew;
    }

    /// <summary>
    /// Gives every pending announcement its row, unless its events are indexed or its loan is unknown. A wallet that the chain has not shown
    /// yet becomes a user first seen in block -1.
    /// </summary>
    public static IReadOnlyList<NpgsqlBatchCommand> RestoreRows() => Restore($"{WithoutRow} and status = 'PENDING'");

    /// <summary>
    /// As <see cref="RestoreRows"/>, for these announcements, settled ones too: a rewind takes their rows with the user, and a loan may come
    /// after its transaction was settled.
    /// </summary>
    public static IReadOnlyList<NpgsqlBatchCommand> RestoreRowsOf(IReadOnlyList<byte[]> hashes)
    {
        var commands = Restore($"{WithoutRow} and a.tx_hash = any($1)");
        foreach (var command in commands)
            command.Parameters.Add(new() { Value = hashes.ToArray() });
        return commands;
    }

    /// <summary>Hashes of the announcements whose rows go with the users that a rewind to a block takes away.</summary>
    public static NpgsqlBatchCommand FindRowsOfUsersAbove(long blockNumber) => new(
        "select t.tx_hash from users u join transactions t on t.user_id = u.id where u.first_seen_block_number > $1 and t.log_index is null")
    {
        Parameters = { new() { Value = blockNumber } },
    };

    /// <summary>
    /// Looks at so many announcements after a hash, in the order of hashes. Gives the hashes of the first that lack their row and could have
    /// it, with true, and the last one that was looked at, with false; nothing when there is none after that hash.
    /// </summary>
    public static NpgsqlBatchCommand FindWithoutRow(byte[] after, int announcements, int most) => new(
        $"""
         with page as materialized (select tx_hash, loan_id from announced_transactions where tx_hash > $1 order by tx_hash limit $2)
         (select a.tx_hash, true {WithoutRow.Replace("announced_transactions", "page", StringComparison.Ordinal)} order by a.tx_hash limit $3)
         union all (select tx_hash, false from page order by tx_hash desc limit 1)
         """)
    {
        Parameters = { new() { Value = after }, new() { Value = announcements }, new() { Value = most } },
    };

    /// <summary>Confirms the pending announcements whose events are indexed, and takes away the rows that stood for them.</summary>
    public static NpgsqlBatchCommand ConfirmByEvents() => new(
        """
        with settled as (
            update announced_transactions a set status = 'CONFIRMED', block_number = e.block_number, block_hash = e.block_hash
            from (
                select distinct on (t.tx_hash) t.tx_hash, t.block_number, t.block_hash
                from announced_transactions p join transactions t on t.tx_hash = p.tx_hash and t.log_index is not null
                where p.status = 'PENDING') e
            where a.tx_hash = e.tx_hash
            returning a.tx_hash)
        delete from transactions t using settled s where t.tx_hash = s.tx_hash and t.log_index is null
        """);

    /// <summary>Makes pending again what was decided above a block.</summary>
    public static NpgsqlBatchCommand ReopenAbove(long blockNumber) => new(
        "update announced_transactions set status = 'PENDING', failure = null, replaced_by = null, block_number = null, block_hash = null where block_number > $1")
    {
        Parameters = { new() { Value = blockNumber } },
    };

    /// <summary>Makes pending again what failed by no block of its own, however long ago, and whose events are there after all.</summary>
    public static NpgsqlBatchCommand ReopenFound() => new(
        """
        update announced_transactions a set status = 'PENDING', failure = null, replaced_by = null, block_number = null, block_hash = null
        where status = 'FAILED' and failure in ('DROPPED', 'REPLACED') and exists (select from transactions t where t.tx_hash = a.tx_hash and t.log_index is not null)
        """);

    /// <summary>Stores the outcome of an announcement that is pending, or was taken for dropped, found at a block; nothing when its events are indexed.</summary>
    public static NpgsqlBatchCommand Settle(Hash32 txHash, TransactionFailure? failure, Hash32? replacedBy, long blockNumber, Hash32 blockHash) => new(
        """
        with settled as (
            update announced_transactions a set status = $2, failure = $3, replaced_by = $4, block_number = $5, block_hash = $6
            where tx_hash = $1 and (status = 'PENDING' or failure = 'DROPPED') and not exists (select from transactions t where t.tx_hash = a.tx_hash and t.log_index is not null)
            returning a.tx_hash)
        update transactions t set status = $2, block_number = $5, block_hash = $6 from settled s where t.tx_hash = s.tx_hash and t.log_index is null
        """)
    {
        Parameters =
        {
            new() { Value = txHash.ToByteArray() },
            new() { Value = failure is null ? "CONFIRMED" : "FAILED" },
            new() { Value = failure?.ToString().ToUpperInvariant() ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
            new() { Value = replacedBy?.ToByteArray() ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bytea },
            new() { Value = blockNumber },
            new() { Value = blockHash.ToByteArray() },
        },
    };

    static IReadOnlyList<NpgsqlBatchCommand> Restore(string announcements) =>
    [
        new($"insert into users (id, address, first_seen_block_number, created_at) select user_id, sender, -1, min(created_at) {announcements} group by user_id, sender on conflict do nothing"),
        new(
            $"""
             insert into transactions (id, user_id, loan_id, type, kind, amount, tx_hash, status, block_number, block_hash, created_at)
             select row_id, user_id, loan_id, type, kind, amount, tx_hash, status, block_number, block_hash, created_at {announcements} on conflict do nothing
             """),
    ];

    const string WithoutRow =
        """
        from announced_transactions a
        where exists (select from loans l where l.id = a.loan_id) and not exists (select from transactions t where t.tx_hash = a.tx_hash)
        """;
}
