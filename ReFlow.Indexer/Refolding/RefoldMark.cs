using Npgsql;
using ReFlow.Chain;

namespace ReFlow.Indexer.Refolding;

/// <summary>
/// How far a second schema is folded, kept in it and written with the rows that it speaks of, so that a schema whose exchange failed can be
/// used again: by the same build, while the block of its last log is indexed.
/// </summary>
/// <param name="Block">The last block with logs that are folded; -1 when there is none.</param>
sealed record RefoldMark(long Block, long Logs)
{
    const string Table = "refold_mark";

    // Another build may fold the same logs to other rows.
    static readonly Guid s_code = typeof(RefoldMark).Module.ModuleVersionId;

    public static string CreateIn(string schema) =>
        $"create table {schema}.{Table} (code uuid not null, is_complete bool not null, block_number bigint not null, block_hash bytea, logs bigint not null)";

    public static NpgsqlBatchCommand StartIn(string schema) => new($"insert into {schema}.{Table} values ($1, false, -1, null, 0)") { Parameters = { new() { Value = s_code } } };

    public static NpgsqlBatchCommand MoveIn(string schema, long block, Hash32 blockHash, int logs) => new($"update {schema}.{Table} set block_number = $1, block_hash = $2, logs = logs + $3")
    {
        Parameters = { new() { Value = block }, new() { Value = blockHash.ToByteArray() }, new() { Value = logs } },
    };

    /// <summary>Indexes and keys are there as well.</summary>
    public static string CompleteIn(string schema) => $"update {schema}.{Table} set is_complete = true";

    /// <summary>The mark of a schema that can be used again; null when there is none.</summary>
    /// <param name="withLogs">Whether it must have a log store of its own, or must not.</param>
    public static async Task<RefoldMark?> FindAsync(NpgsqlDataSource live, string schema, bool withLogs, CancellationToken cancellationToken)
    {
        await using (var exists = live.CreateCommand($"select to_regclass('{schema}.{Table}') is not null and (to_regclass('{schema}.{RefoldSchema.LogStore}') is not null) = $1"))
        {
            exists.Parameters.Add(new() { Value = withLogs });
            if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
                return null;
        }

        await using var command = live.CreateCommand(
            $"""
             select m.block_number, m.logs from {schema}.{Table} m
             where code = $1 and is_complete
                 and (block_hash is null or exists (select from {RefoldSchema.Live}.blocks b where b.number = m.block_number and b.hash = m.block_hash))
             """);
        command.Parameters.Add(new() { Value = s_code });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? new RefoldMark(reader.GetInt64(0), reader.GetInt64(1)) : null;
    }
}
