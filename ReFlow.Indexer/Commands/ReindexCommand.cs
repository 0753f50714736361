using Microsoft.EntityFrameworkCore;
using Npgsql;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Data;
using ReFlow.Indexer.Chain;
using ReFlow.Indexer.Refolding;
using ReFlow.Indexer.Storage;

namespace ReFlow.Indexer.Commands;

/// <summary>
/// Folds all stored logs again into tables beside the live ones, while those are written and read, and then exchanges the two at once.
/// </summary>
/// <param name="fromChain">Whether the logs are first read again from the chain, into a log store that takes the live one's place too.</param>
sealed class ReindexCommand(
    bool fromChain, NpgsqlDataSource database, DatabaseConnection connection, IDbContextFactory<ReFlowDbContext> contexts, ReadModelWriter writer, ReadModelTables tables,
    EthereumClient chain, ContractAddresses contracts, IndexerOptions options, TimeProvider time)
    : IIndexerCommand
{
    const string Schema = "reflow_next";

    public string Name => fromChain ? "reindex-from-chain" : "reindex";

    /// <exception cref="TimeoutException">The tables were in use all the time; the new ones are kept for the next run.</exception>
    /// <exception cref="InconsistentChainException">The chain reorganised below what was folded; nothing was exchanged.</exception>
    public async Task<CommandResult> RunAsync(IProgress<string> progress, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var steps = new RefoldProgress(progress, await context.ChainLogs.LongCountAsync(cancellationToken), time);
        await using var schema = await RefoldSchema.OpenAsync(database, connection.ConnectionString, Schema, takeOver: true, fromChain, cancellationToken);
        var refolder = new Refolder(schema, writer, contracts, options, fromChain ? new LogRereader(schema, chain, contracts, tables, options, progress, time) : null);

        if (schema.Mark is { } mark)
            progress.Report($"The new tables of an earlier run are complete up to block {mark.Block}; this one goes on from there.");
        var folded = await ReadCursorAsync(context, cancellationToken);
        await refolder.FoldToAsync(folded, steps.ReportAsync, cancellationToken);
        if (schema.Mark is null)
        {
            progress.Report("Building indexes and foreign keys.");
            await schema.CompleteAsync(cancellationToken);
        }

        // Once more without holding anybody up: building indexes can take long.
        await refolder.FoldToAsync(await ReadCursorAsync(context, cancellationToken), steps.ReportAsync, cancellationToken);
        progress.Report("Exchanging the tables.");
        var held = await new SchemaSwap(database, schema, options.SwapPatience).RunAsync(CatchUpAsync, cancellationToken);
        progress.Report($"{refolder.Logs} logs folded up to block {refolder.Block}; the new tables are live. Readers waited for {held.TotalMilliseconds:0} ms at most.");
        return new CommandResult(Ok: true, refolder.Logs, []) { LockedMilliseconds = (long)Math.Ceiling(held.TotalMilliseconds) };

        async Task CatchUpAsync()
        {
            await refolder.RequireNotTakenBackAsync(cancellationToken);
            await refolder.FoldToAsync(await ReadCursorAsync(context, cancellationToken), steps.ReportAsync, cancellationToken);
        }
    }

    static async Task<SyncCursor> ReadCursorAsync(ReFlowDbContext context, CancellationToken cancellationToken) =>
        await context.SyncCursors.AsNoTracking().SingleOrDefaultAsync(cancellationToken)
            ?? throw new IndexerStoppedException("Nothing was indexed yet: the read model has no cursor.");
}
