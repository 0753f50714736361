using Npgsql;
using ReFlow.Data;
using ReFlow.Indexer.Sync;
using ReFlow.Indexer.Telemetry;
using StackExchange.Redis;

namespace ReFlow.Indexer.Outbox;

/// <summary>
/// Hands committed messages to Redis, at least once. Rows are claimed with <c>FOR UPDATE SKIP LOCKED</c> and deleted in the transaction that
/// claimed them: no high-water mark, so no row that commits late is missed. With Redis down the rows wait, and indexing goes on.
/// </summary>
sealed class OutboxRelay(
    NpgsqlDataSource database,
    Lazy<IConnectionMultiplexer> redis,
    OutboxSignal signal,
    OutboxBound bound,
    SyncState state,
    IndexerTelemetry telemetry,
    ICommitPoints points,
    IndexerOptions options,
    TimeProvider time,
    ILogger<OutboxRelay> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var retry = new RetryPolicy(options);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await PublishBatchAsync(stoppingToken) == options.OutboxBatch)
                    stoppingToken.ThrowIfCancellationRequested();
                retry.Succeeded();
                state.OldestUnsent(null);
                await signal.WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                var delay = retry.NextDelay();
                await BoundAsync(stoppingToken);
                Log.OutboxWaits(logger, exception.Message, delay);
                await Task.Delay(delay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Publishes the oldest messages in order; gives how many there were.</summary>
    internal async Task<int> PublishBatchAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var messages = await ClaimAsync(connection, cancellationToken);
        if (messages.Count == 0)
            return 0;

        // From here on it may take any time.
        state.OldestUnsent(messages[0].CreatedAt);
        foreach (var (_, payload, _) in messages)
            await redis.Value.GetSubscriber().PublishAsync(RedisChannel.Literal(IndexedBlockMessage.Channel), payload).WaitAsync(cancellationToken);

        await points.ReachedAsync(CommitPoint.BeforeOutboxCommit, cancellationToken);
        await DeleteAsync(connection, messages, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await points.ReachedAsync(CommitPoint.AfterOutboxCommit, cancellationToken);
        telemetry.OutboxPublished(messages.Count);
        return messages.Count;
    }

    async Task BoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (dropped, oldest) = await bound.ApplyAsync(cancellationToken);
            state.OldestUnsent(oldest);
            telemetry.OutboxDropped(dropped);
        }
        catch (NpgsqlException exception)
        {
            // The database is down as well; then nothing is written that would have to be bounded.
            Log.OutboxWaits(logger, exception.Message, TimeSpan.Zero);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The relay ends at its next wait.
            return;
        }
    }

    async Task<List<(long Id, string Payload, DateTimeOffset CreatedAt)>> ClaimAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select id, jsonb_set(payload, '{id}', to_jsonb(id))::text, created_at from outbox where kind = $1 order by id limit $2 for update skip locked", connection)
        {
            Parameters = { new() { Value = OutboxKinds.BlockIndexed }, new() { Value = options.OutboxBatch } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var messages = new List<(long, string, DateTimeOffset)>();
        while (await reader.ReadAsync(cancellationToken))
            messages.Add((reader.GetInt64(0), reader.GetString(1), await reader.GetFieldValueAsync<DateTimeOffset>(2, cancellationToken)));
        return messages;
    }

    static async Task DeleteAsync(NpgsqlConnection connection, List<(long Id, string Payload, DateTimeOffset CreatedAt)> messages, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("delete from outbox where id = any($1)", connection)
        {
            Parameters = { new() { Value = messages.Select(message => message.Id).ToArray() } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
