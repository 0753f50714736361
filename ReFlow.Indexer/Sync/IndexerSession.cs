using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Data;
using ReFlow.Indexer.Chain;
using ReFlow.Indexer.Settlement;
using ReFlow.Indexer.Storage;

namespace ReFlow.Indexer.Sync;

/// <summary>One writer's time in office: takes the lock, checks that chain and database belong together, takes an epoch, follows the chain.</summary>
sealed class IndexerSession(
    EthereumClient chain,
    ContractAddresses contracts,
    CursorStore cursors,
    HeadSignal heads,
    SyncState state,
    IndexerOptions options,
    DatabaseConnection database,
    IServiceProvider services,
    TimeProvider time,
    ILogger<IndexerSession> logger)
{
    /// <summary>Runs until something fails or the token is cancelled.</summary>
    /// <exception cref="IndexerStoppedException">Chain and database do not belong together.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var writerLock = await TakeLockAsync(cancellationToken);
        await using var follower = ActivatorUtilities.CreateInstance<ChainFollower>(services);
        var cursor = await OpenCursorAsync(cancellationToken);
        await follower.StartAsync(cursor, cancellationToken);
        Log.Following(logger, cursor.BlockNumber, cursor.Epoch, chain.EndpointOrigin);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var listening = heads.ListenAsync(stop.Token);
        var judge = ActivatorUtilities.CreateInstance<TransactionJudge>(services);
        var settling = ActivatorUtilities.CreateInstance<TransactionSettlement>(services, judge).RunAsync(cursor.Epoch, stop.Token);
        try
        {
            while (true)
            {
                while (await follower.StepAsync(cancellationToken))
                    cancellationToken.ThrowIfCancellationRequested();
                // Before the wait, not after it: a new block is not kept waiting, and the epoch fences whoever lost the lock meanwhile.
                await writerLock.VerifyAsync(cancellationToken);
                await heads.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await settling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task<WriterLock> TakeLockAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            if (await WriterLock.TryTakeAsync(database.ConnectionString, cancellationToken) is { } writerLock)
                return writerLock;

            if (attempt == 0)
                Log.StandingBy(logger);
            state.StandsBy();
            await Task.Delay(options.PollInterval, time, cancellationToken);
        }
    }

    async Task<SyncCursor> OpenCursorAsync(CancellationToken cancellationToken)
    {
        var identity = await ChainIdentity.ReadAsync(chain, cancellationToken);
        if (await cursors.FindAsync(cancellationToken) is { } cursor)
            RequireSameChain(cursor, identity);
        else
            await CreateCursorAsync(identity, cancellationToken);
        return await cursors.RaiseEpochAsync(cancellationToken);
    }

    static void RequireSameChain(SyncCursor cursor, ChainIdentity identity)
    {
        if (cursor.ChainId != identity.ChainId || cursor.GenesisHash != identity.GenesisHash)
            throw new IndexerStoppedException(
                $"The database was filled from chain {cursor.ChainId} with genesis {cursor.GenesisHash}, but the node serves chain {identity.ChainId} with genesis {identity.GenesisHash}. "
                + "Start with --reset to index this chain from the beginning, or point the indexer at the database of this chain.");
    }

    async Task CreateCursorAsync(ChainIdentity identity, CancellationToken cancellationToken)
    {
        // The block before the first one is where the chain of parent hashes starts. Genesis has none; its parent hash is zero.
        var baseNumber = contracts.StartBlock - 1;
        var header = baseNumber < 0 ? null : await chain.GetHeaderAsync(baseNumber, cancellationToken)
            ?? throw new InconsistentChainException($"The node does not have block {baseNumber} yet, after which indexing starts.");
        var cursor = new SyncCursor
        {
            ChainId = identity.ChainId,
            GenesisHash = identity.GenesisHash,
            BlockNumber = baseNumber,
            BlockHash = header?.Hash ?? default,
            BlockTime = header?.Timestamp ?? DateTimeOffset.UnixEpoch,
            Epoch = 0,
        };
        await cursors.CreateAsync(cursor, header is null ? null : ChainBatch.ToBlock(header), cancellationToken);
    }
}
