using System.Diagnostics;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.JsonRpc;
using ReFlow.Data;
using ReFlow.Indexer.Chain;
using ReFlow.Indexer.Folding;
using ReFlow.Indexer.Outbox;
using ReFlow.Indexer.Storage;
using ReFlow.Indexer.Telemetry;

namespace ReFlow.Indexer.Sync;

/// <summary>
/// Brings the read model to the node's head, one committed batch at a time, and takes blocks back when the chain did. Far behind the head it
/// reads and folds a batch while the one before is being committed, as long as it has all aggregates in memory. Holds the cursor of one
/// writer; after any failure it is thrown away and a new one starts from the database.
/// </summary>
sealed class ChainFollower(
    EthereumClient chain,
    ContractAddresses contracts,
    FoldStateReader stateReader,
    ReadModelWriter writer,
    Rewinder rewinder,
    OrphanMark mark,
    AncestorFinder ancestors,
    OutboxSignal outbox,
    SyncState state,
    IndexerTelemetry telemetry,
    ICommitPoints points,
    IndexerOptions options,
    IServiceProvider services,
    TimeProvider time,
    ILogger<ChainFollower> logger)
    : IAsyncDisposable
{
    const int MostAttempts = 3;

    readonly BatchSource _source = new(chain, options, time);
    readonly BackfillSchema _schema = ActivatorUtilities.CreateInstance<BackfillSchema>(services);
    readonly FoldStateKeeper _states = new(stateReader, options);
    readonly KnownHead _head = new(time);
    readonly CommitUnderWay _commit = new();
    readonly LowerHeadWatch _lowerHead = new(options.LowerHeadGrace, time);
    readonly FinalityWatch _finality = new(options, time);
    LoanDirectory _directory = new(contracts, []);
    SyncCursor? _cursor;

    // Where the last batch ends, which may still be on its way into the database.
    SyncCursor Cursor => _cursor ?? throw new InvalidOperationException("The follower was not started.");

    // Everything but the next range starts from what the database holds.
    bool ReadsAhead(BlockHeader head) => _states.KnowsAll && Cursor.BlockNumber < head.Number - options.HeadWindowBlocks;

    bool NothingIndexed => Cursor.BlockNumber < contracts.StartBlock;

    public async Task StartAsync(SyncCursor cursor, CancellationToken cancellationToken)
    {
        _cursor = cursor;
        _states.Start(NothingIndexed);
        if (cursor.IsOrphaned)
            state.LeftByChain(cursor.BlockNumber);
        _directory = new LoanDirectory(contracts, NothingIndexed ? [] : await stateReader.LoadLoanAddressesAsync(cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        try
        {
            await _commit.FinishAsync();
        }
        catch (Exception failure)
        {
            // What else ended this follower came first, and is what is thrown.
            if (failure is not OperationCanceledException)
                Log.CommitFailedToo(logger, failure.Message);
        }
    }

    /// <summary>Does the next piece of work; false when the read model stands at the head. One node answers for all of it.</summary>
    public async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var node = chain.Pin();
            if (attempt > 1)
                _head.Forget();
            try
            {
                return await StepAsync(node, cancellationToken);
            }
            catch (InconsistentChainException contradiction) when (attempt < MostAttempts)
            {
                // Another node, or the same one a moment later; no row of this answer was committed.
                if (contradiction.Origin is null)
                    node.Distrust();
                telemetry.Contradicted(contradiction.LogsAreMissing);
                Log.AskingAgain(logger, contradiction.Origin ?? node.EndpointOrigin, contradiction.Message);
            }
            catch (DivergedException divergence) when (attempt < chain.EndpointCount)
            {
                // One node alone on another branch shall not stop the indexer.
                node.Distrust();
                Log.AskingAgain(logger, node.EndpointOrigin, divergence.Message);
            }
            catch (JsonRpcException failure) when (failure.IsTransient && attempt < AttemptsAfter(failure))
            {
                Log.AskingAgain(logger, node.EndpointOrigin, failure.Message);
            }
        }
    }

    // A silent node has had its time, several times over, before it counts as timed out.
    int AttemptsAfter(JsonRpcException failure) => failure.IsTimeout ? chain.EndpointCount : Math.Max(MostAttempts, chain.EndpointCount);

    async Task<bool> StepAsync(EthereumClient node, CancellationToken cancellationToken)
    {
        var head = await _head.ReadAsync(node, ReadsAhead, cancellationToken);
        state.SawHead(ChainBatch.ToBlock(head));
        var finalized = await _finality.ReadAsync(node, head, cancellationToken);

        if (!ReadsAhead(head) || _commit.HasEnded)
            await _commit.FinishAsync();
        var more = await StepTowardsAsync(node, head, finalized, cancellationToken);
        if (!more || !ReadsAhead(head))
        {
            await _commit.FinishAsync();
            _commit.Stands(Cursor);
        }

        // Reading alone is not standing: the database has not answered before the first commit has ended.
        if (_commit.Stored is { } stored)
            state.Stands(stored.ToBlock(), stored.FinalizedBlockNumber, stored.IsOrphaned);
        return more;
    }

    // Final is what stands on the node's chain: the cursor may be a block that was taken back while nobody looked.
    async Task<bool> StepTowardsAsync(EthereumClient node, BlockHeader head, long? finalized, CancellationToken cancellationToken)
    {
        if (head.Number < Cursor.BlockNumber)
            return await HandleLowerHeadAsync(node, head, cancellationToken);
        _lowerHead.Clear();

        if (head.Number == Cursor.BlockNumber)
        {
            if (head.Hash != Cursor.BlockHash)
                return await RewindAsync(node, head, cancellationToken);
            _cursor = (await mark.ClearAsync(Cursor, cancellationToken)).Finalizing(finalized);
            return false;
        }

        // The next commit would do it as well, once the node gives the logs for it.
        if (Cursor.IsOrphaned && (await node.GetHeaderAsync(Cursor.BlockNumber, cancellationToken))?.Hash == Cursor.BlockHash)
            _cursor = await mark.ClearAsync(Cursor, cancellationToken);

        await _schema.BeforeBatchAsync(Cursor, NothingIndexed, head.Number - options.HeadWindowBlocks, cancellationToken);
        var started = time.GetTimestamp();
        if (await _source.ReadNextAsync(node, Cursor, head, _directory, cancellationToken) is not { } batch)
            return false;
        if (batch.First.ParentHash != Cursor.BlockHash)
            return await RewindAsync(node, head, cancellationToken);

        _cursor = Cursor.Finalizing(finalized);
        await CommitAsync(batch, time.GetElapsedTime(started), cancellationToken);
        return true;
    }

    async Task CommitAsync(ChainBatch batch, TimeSpan fetchTime, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var fold = new ReadModelFold(contracts, await _states.LoadAsync(batch.Logs, cancellationToken));
        fold.Apply(batch.Logs);
        var foldTime = time.GetElapsedTime(started);
        await points.ReachedAsync(CommitPoint.BeforeWrite, cancellationToken);
        await _commit.FinishAsync();

        var to = Cursor.At(batch.Last);
        _commit.Begin(WriteAsync(Cursor, to, batch, fold, fetchTime, foldTime, cancellationToken));
        _cursor = to;
        _directory.Add(fold.State.ChangedLoans.Select(loan => loan.Address));
        _states.Accepted();
    }

    async Task<SyncCursor> WriteAsync(
        SyncCursor from, SyncCursor to, ChainBatch batch, ReadModelFold fold, TimeSpan fetchTime, TimeSpan foldTime, CancellationToken cancellationToken)
    {
        using var activity = telemetry.Activities.StartActivity("commit batch", ActivityKind.Internal);
        activity?.SetTag("block.last", batch.Last.Number).SetTag("events", batch.Logs.Count);

        var started = time.GetTimestamp();
        await writer.CommitAsync(from, batch, fold, cancellationToken);

        outbox.Set();
        telemetry.BatchCommitted(batch.Blocks.Count, batch.Logs.Count, fetchTime, foldTime, time.GetElapsedTime(started));
        if (batch.Blocks.Count > 1)
            Log.RangeIndexed(logger, batch.First.Number, batch.Last.Number, batch.Logs.Count);
        else if (batch.Logs.Count > 0)
            Log.BlockIndexed(logger, batch.Last.Number, batch.Logs.Count);
        return to;
    }

    // A node behind a load balancer may simply be behind. Only one that stays on another branch has reorganised to a lower head.
    async Task<bool> HandleLowerHeadAsync(EthereumClient node, BlockHeader head, CancellationToken cancellationToken)
    {
        if (await ancestors.IsIndexedAsync(head, cancellationToken))
        {
            _lowerHead.Clear();
            Log.NodeLags(logger, head.Number, Cursor.BlockNumber);
            return false;
        }

        _lowerHead.See();
        if (_lowerHead.IsSeenAgain)
            _cursor = await mark.SetAsync(Cursor, cancellationToken);
        return _lowerHead.HasLasted && await RewindAsync(node, head, cancellationToken);
    }

    async Task<bool> RewindAsync(EthereumClient node, BlockHeader head, CancellationToken cancellationToken)
    {
        using var activity = telemetry.Activities.StartActivity("rewind", ActivityKind.Internal);
        await _commit.FinishAsync();
        // Before anything that takes time: finding the ancestor of a deep reorganisation does, and folding a large loan again.
        _cursor = await mark.SetAsync(Cursor, cancellationToken);
        var ancestor = await ancestors.FindBelowAsync(node, Cursor, head, cancellationToken);
        var depth = (int)(Cursor.BlockNumber - ancestor.Number);
        await _schema.CompleteAsync(cancellationToken);
        state.TakesBack(depth);
        Log.Reorganised(logger, depth, Cursor.BlockNumber, Cursor.BlockHash, ancestor.Number, ancestor.Hash);
        await StartAsync(await rewinder.RewindAsync(Cursor, ancestor, cancellationToken), cancellationToken);
        _commit.Stands(Cursor);
        _lowerHead.Clear();
        outbox.Set();
        telemetry.Rewound(depth);
        return true;
    }
}
