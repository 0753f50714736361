using Microsoft.EntityFrameworkCore;
using Npgsql;
using ReFlow.Chain.Contracts;
using ReFlow.Data;
using ReFlow.Indexer.Chain;
using ReFlow.Indexer.Folding;
using ReFlow.Indexer.Storage;

namespace ReFlow.Indexer.Refolding;

/// <summary>Folds the log store again, from its first log, into a schema beside the live one.</summary>
/// <param name="source">Fills the schema's own log store before it is folded; null where the live one is folded.</param>
sealed class Refolder(RefoldSchema schema, ReadModelWriter writer, ContractAddresses contracts, IndexerOptions options, LogRereader? source = null)
{
    // Two such batches are in memory: one is folded and written, the next one is read.
    const int LogsAtOnce = 10_000;

    readonly SchemaContexts _contexts = new(schema.ConnectionString);
    FoldStateKeeper? _states;
    SyncCursor? _foldedTo;

    /// <summary>Logs are folded up to this block; -1 before the first.</summary>
    public long Block { get; private set; } = schema.Mark?.Block ?? -1;

    public long Logs { get; private set; } = schema.Mark?.Logs ?? 0;

    /// <summary>Folds what is stored after <see cref="Block"/> up to the cursor's block.</summary>
    public async Task FoldToAsync(SyncCursor cursor, Func<Refolder, Task> progress, CancellationToken cancellationToken)
    {
        await RequireNotTakenBackAsync(cancellationToken);
        if (source is not null && Block < cursor.BlockNumber)
            await source.ReadAsync(Block, cursor.BlockNumber, cancellationToken);
        if (_states is null)
        {
            _states = new FoldStateKeeper(new FoldStateReader(_contexts, contracts), options);
            _states.Start(nothingIndexed: schema.Mark is null);
        }

        var next = ReadAsync(Block, cursor.BlockNumber, cancellationToken);
        try
        {
            while (Block < cursor.BlockNumber)
            {
                var logs = await next;
                var last = logs.Count < LogsAtOnce ? cursor.BlockNumber : logs[^1].BlockNumber;
                next = ReadAsync(last, cursor.BlockNumber, cancellationToken);
                if (logs.Count > 0)
                    await FoldAsync(_states, logs, cancellationToken);
                Block = last;
                Logs += logs.Count;
                await progress(this);
            }
        }
        finally
        {
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _foldedTo = cursor;
    }

    /// <summary>To be asked while the cursor is held, so that it stays true. Blocks are a chain: while the last one is there, so are those below it.</summary>
    /// <exception cref="InconsistentChainException">A block whose logs are folded is not indexed any more.</exception>
    public async Task RequireNotTakenBackAsync(CancellationToken cancellationToken)
    {
        await using var context = _contexts.CreateDbContext();
        if (_foldedTo is { BlockNumber: >= 0 } last && !await context.Blocks.AnyAsync(block => block.Number == last.BlockNumber && block.Hash == last.BlockHash, cancellationToken))
            throw new InconsistentChainException($"Block {last.BlockNumber} ({last.BlockHash}) was taken back while its logs were folded: inconclusive, nothing was changed. Run the command again.");
    }

    async Task FoldAsync(FoldStateKeeper states, List<ChainLog> logs, CancellationToken cancellationToken)
    {
        var fold = new ReadModelFold(contracts, await states.LoadAsync(logs, cancellationToken));
        fold.Apply(logs);
        await using var connection = await schema.DataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await writer.WriteFoldAsync(connection, fold, cancellationToken);
        await using (var mark = new NpgsqlBatch(connection, transaction) { BatchCommands = { RefoldMark.MoveIn(schema.Name, logs[^1].BlockNumber, logs[^1].BlockHash, logs.Count) } })
            await mark.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        states.Accepted();
    }

    // Whole blocks: what one event says about the next holds within a transaction.
    async Task<List<ChainLog>> ReadAsync(long after, long last, CancellationToken cancellationToken)
    {
        if (after >= last)
            return [];
        await using var context = _contexts.CreateDbContext();
        var following = context.ChainLogs.AsNoTracking().Where(log => log.BlockNumber > after && log.BlockNumber <= last).OrderBy(log => log.BlockNumber).ThenBy(log => log.LogIndex);
        var logs = await following.Take(LogsAtOnce).ToListAsync(cancellationToken);
        if (logs.Count < LogsAtOnce)
            return logs;
        var end = logs[^1];
        logs.AddRange(await context.ChainLogs.AsNoTracking()
            .Where(log => log.BlockNumber == end.BlockNumber && log.LogIndex > end.LogIndex)
            .OrderBy(log => log.LogIndex)
            .ToListAsync(cancellationToken));
        return logs;
    }
}
