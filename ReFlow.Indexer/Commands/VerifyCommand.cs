using System.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ReFlow.Chain.Contracts;
using ReFlow.Data;
using ReFlow.Indexer.Audit;
using ReFlow.Indexer.Chain;
using ReFlow.Indexer.Refolding;
using ReFlow.Indexer.Storage;

namespace ReFlow.Indexer.Commands;

/// <summary>
/// Proves the read model at one block: every figure of every loan and holding against the contracts, and every row against a fold of all
/// stored logs from the first. The indexer goes on meanwhile.
/// </summary>
sealed class VerifyCommand(
    NpgsqlDataSource database,
    DatabaseConnection connection,
    IDbContextFactory<ReFlowDbContext> contexts,
    ReadModelWriter writer,
    ContractAddresses contracts,
    FullAudit audit,
    IndexerOptions options,
    TimeProvider time)
    : IIndexerCommand
{
    const string Schema = "reflow_verify";

    public string Name => "verify";

    public async Task<CommandResult> RunAsync(IProgress<string> progress, CancellationToken cancellationToken)
    {
        await using var schema = await RefoldSchema.CreateAsync(database, connection.ConnectionString, Schema, cancellationToken);
        try
        {
            var refolder = new Refolder(schema, writer, contracts, options);
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var steps = new RefoldProgress(progress, await context.ChainLogs.LongCountAsync(cancellationToken), time);
            await FoldToCursorAsync(refolder, steps, cancellationToken);
            await using var snapshot = await OpenSnapshotAsync(context, refolder, steps, cancellationToken);

            var report = new AuditReport();
            progress.Report("Comparing the rows with the fold.");
            var differences = new List<string>();
            var rows = await new SchemaComparison(schema).CompareAsync((NpgsqlConnection)context.Database.GetDbConnection(), differences.Add, cancellationToken);
            report.Add(rows, differences);
            await audit.RunAsync(context, report, progress, cancellationToken);
            return new CommandResult(report.Differences.Count == 0, report.Checked, report.Differences);
        }
        finally
        {
            await schema.DropAsync(CancellationToken.None);
        }
    }

    async Task FoldToCursorAsync(Refolder refolder, RefoldProgress steps, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var cursor = await context.SyncCursors.AsNoTracking().SingleOrDefaultAsync(cancellationToken)
            ?? throw new IndexerStoppedException("Nothing was indexed yet: the read model has no cursor.");
        await refolder.FoldToAsync(cursor, steps.ReportAsync, cancellationToken);
    }

    // The cursor is held just long enough to fold what came meanwhile and to open a snapshot at the same block.
    async Task<IAsyncDisposable> OpenSnapshotAsync(ReFlowDbContext context, Refolder refolder, RefoldProgress steps, CancellationToken cancellationToken)
    {
        await using var holder = await database.OpenConnectionAsync(cancellationToken);
        await using var hold = await holder.BeginTransactionAsync(cancellationToken);
        await using (var lockCursor = new NpgsqlCommand("select from sync_cursor for share", holder))
            await lockCursor.ExecuteNonQueryAsync(cancellationToken);
        await refolder.RequireNotTakenBackAsync(cancellationToken);
        var snapshot = await context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        // The first statement fixes what the transaction sees.
        var cursor = await context.SyncCursors.AsNoTracking().SingleAsync(cancellationToken);
        if (cursor.IsOrphaned)
            throw new InconsistentChainException($"Block {cursor.BlockNumber} ({cursor.BlockHash}) is not on the node's chain: inconclusive. Run the command again when the indexer has taken it back.");
        await refolder.FoldToAsync(cursor, steps.ReportAsync, cancellationToken);
        return snapshot;
    }
}
