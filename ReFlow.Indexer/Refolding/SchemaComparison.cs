using Npgsql;
using ReFlow.Indexer.Storage;

namespace ReFlow.Indexer.Refolding;

/// <summary>Finds rows of the live tables that a fold from scratch did not make, or made otherwise.</summary>
sealed class SchemaComparison(RefoldSchema schema)
{
    const int Shown = 20;

    /// <param name="connection">Its transaction's snapshot is what is compared.</param>
    /// <param name="found">Told of each difference.</param>
    /// <returns>Rows compared.</returns>
    public async Task<long> CompareAsync(NpgsqlConnection connection, Action<string> found, CancellationToken cancellationToken)
    {
        var rows = 0L;
        foreach (var (table, key) in ReadModelTables.Folded)
        {
            await using (var count = new NpgsqlCommand($"select count(*) from {Live(table)} t", connection) { CommandTimeout = 0 })
                rows += (long)(await count.ExecuteScalarAsync(cancellationToken))!;
            await CompareTableAsync(connection, table, key, found, cancellationToken);
        }

        return rows;
    }

    async Task CompareTableAsync(NpgsqlConnection connection, string table, string key, Action<string> found, CancellationToken cancellationToken)
    {
        var again = $"{schema.Name}.{table}";
        await using var command = new NpgsqlCommand(
            $"""
             select concat_ws(', ', {key}), 'stored ' || to_jsonb(t)::text from (select * from {Live(table)} as l except select * from {again}) t
             union all
             select concat_ws(', ', {key}), 'folded ' || to_jsonb(t)::text from (select * from {again} except select * from {Live(table)} as l) t
             order by 1, 2 limit {Shown + 1}
             """,
            connection)
        {
            CommandTimeout = 0,
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var shown = 0;
        while (await reader.ReadAsync(cancellationToken))
            found(shown++ < Shown ? $"{table} {reader.GetString(0)}: {reader.GetString(1)}" : $"{table}: more than {Shown} rows differ");
    }

    static string Live(string table) => table switch
    {
        "users" => $"(select * from {RefoldSchema.Live}.users where first_seen_block_number >= 0)",
        "transactions" => $"(select * from {RefoldSchema.Live}.transactions where log_index is not null)",
        _ => $"{RefoldSchema.Live}.{table}",
    };
}
