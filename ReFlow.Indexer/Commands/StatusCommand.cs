using Microsoft.EntityFrameworkCore;
using ReFlow.Chain;
using ReFlow.Chain.JsonRpc;
using ReFlow.Data;

namespace ReFlow.Indexer.Commands;

/// <summary>Says where the read model stands and how far the chain is.</summary>
sealed class StatusCommand(IDbContextFactory<ReFlowDbContext> contexts, EthereumClient chain) : IIndexerCommand
{
    public string Name => "status";

    public async Task<CommandResult> RunAsync(IProgress<string> progress, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.SyncCursors.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { } cursor)
            return new CommandResult(Ok: false, 0, ["Nothing was indexed yet: the read model has no cursor."]);

        var head = await FindNumberAsync(BlockReference.Latest, progress, cancellationToken);
        var status = new IndexerStatus(
            cursor.ChainId, cursor.BlockNumber, cursor.BlockHash.ToString(), cursor.BlockTime, cursor.IsOrphaned, cursor.Epoch, head, head is null ? null : Math.Max(0, head.Value - cursor.BlockNumber),
            await FindNumberAsync(BlockReference.Safe, progress, cancellationToken),
            cursor.FinalizedBlockNumber,
            await context.Outbox.LongCountAsync(cancellationToken),
            await context.AnnouncedTransactions.LongCountAsync(announced => announced.Status == TransactionStatus.Pending, cancellationToken));
        return new CommandResult(head is not null, 0, head is null ? ["The chain's head is unknown: the node does not answer."] : []) { Status = status };
    }

    async Task<long?> FindNumberAsync(BlockReference block, IProgress<string> progress, CancellationToken cancellationToken)
    {
        try
        {
            return (await chain.GetHeaderAsync(block, cancellationToken))?.Number;
        }
        catch (JsonRpcException exception)
        {
            progress.Report($"The node does not name its {block} block: {exception.Message}");
            return null;
        }
    }
}
