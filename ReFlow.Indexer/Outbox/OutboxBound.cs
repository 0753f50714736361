using Npgsql;
using ReFlow.Data;

namespace ReFlow.Indexer.Outbox;

/// <summary>
/// Keeps the outbox from growing while Redis is down: only the newest messages stay, and the oldest of those says that others were missed.
/// Rows are hints about the read model, which has everything they tell.
/// </summary>
sealed class OutboxBound(NpgsqlDataSource database, IndexerOptions options)
{
    /// <summary>Drops what is too much.</summary>
    /// <returns>How many were dropped, and when the oldest one left was written.</returns>
    public async Task<(int Dropped, DateTimeOffset? Oldest)> ApplyAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            with kept as (select id from outbox where kind = $1 order by id desc limit $2),
            dropped as (delete from outbox where kind = $1 and id < (select min(id) from kept) returning id),
            marked as (
                update outbox set payload = jsonb_set(payload, '{missed}', 'true')
                where id = (select min(id) from kept) and exists (select from dropped) returning id)
            select (select count(*) from dropped), (select min(created_at) from outbox where id in (select id from kept))
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = OutboxKinds.BlockIndexed });
        command.Parameters.Add(new NpgsqlParameter { Value = options.OutboxKeep });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        DateTimeOffset? oldest = await reader.IsDBNullAsync(1, cancellationToken) ? null : await reader.GetFieldValueAsync<DateTimeOffset>(1, cancellationToken);
        return ((int)reader.GetInt64(0), oldest);
    }
}
