using Npgsql;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;

namespace ReFlow.Indexer.Benchmarks;

/// <summary>What two indexers of the same chain must agree on: how many events of each kind they stored, and what the holdings come to.</summary>
/// <param name="Others">Refunds, draw-downs, cancellations, defaults, repayments and write-offs.</param>
/// <param name="Holders">Holdings with a balance.</param>
/// <param name="Balance">Sum of all balances, in base units.</param>
/// <param name="Claimed">Sum of all payouts, in base units.</param>
/// <param name="Supply">Sum of the loans' supplies, in base units.</param>
sealed record ReadModelTotals(
    long Loans, long Transfers, long Investments, long Claims, long Distributions, long Others, long Holders, decimal Balance, decimal Claimed, decimal Supply)
{
    static readonly Hash32[] s_others = [Refunded.Topic, DrawnDown.Topic, Cancelled.Topic, Defaulted.Topic, Repaid.Topic, WrittenOff.Topic];

    public long Events => Loans + Transfers + Investments + Claims + Distributions + Others;

    /// <summary>Of a database that the indexer wrote; its amounts are in USDT.</summary>
    public static Task<ReadModelTotals> OfIndexerAsync(string database) => ReadAsync(
        database,
        Query("public", $"select count(*) from chain_logs join loans using (address) where topic0 in ({string.Join(", ", s_others.Select(topic => $@"'\x{topic.ToString()[2..]}'"))})", unit: 1_000_000));

    /// <summary>Of a database that Ponder wrote, in the benchmark's schema.</summary>
    public static Task<ReadModelTotals> OfPonderAsync(string database) => ReadAsync(
        database, Query(PonderProcess.Schema, $"select count(*) from {PonderProcess.Schema}.loan_events", unit: 1));

    static string Query(string schema, string others, int unit) =>
        $"""
        select (select count(*) from {schema}.loans), (select count(*) from {schema}.token_transfers), (select count(*) from {schema}.investments),
            (select count(*) from {schema}.claims), (select count(*) from {schema}.distributions), ({others}),
            count(*) filter (where balance > 0), coalesce(sum(balance), 0) * {unit}, coalesce(sum(claimed), 0) * {unit},
            (select coalesce(sum(total_supply), 0) * {unit} from {schema}.loans)
        from {schema}.holdings
        """;

    static async Task<ReadModelTotals> ReadAsync(string database, string query)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(query, connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new ReadModelTotals(
            reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5),
            reader.GetInt64(6), reader.GetDecimal(7), reader.GetDecimal(8), reader.GetDecimal(9));
    }
}
