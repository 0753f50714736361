using System.Data;
using Microsoft.EntityFrameworkCore;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.Proofs;
using ReFlow.Data;
using ReFlow.Indexer.Chain;
using ReFlow.Indexer.Folding;

namespace ReFlow.Indexer.Proof;

/// <summary>
/// Proves, from nothing but the hash of the block on which the cursor stands, that the log store holds every log of our contracts and
/// nothing else. The node need not be trusted: headers are linked down from that hash, their blooms tell which blocks can have logs of
/// ours, and the logs of those blocks are proven by their receipts.
/// </summary>
sealed class HistoryProof(EthereumClient chain, ContractAddresses contracts, IDbContextFactory<ReFlowDbContext> contexts, IndexerOptions options)
{
    /// <exception cref="LogProofException">The node's answers do not add up to the cursor's hash.</exception>
    public async Task<HistoryProofResult> ProveAsync(IProgress<HistoryProofProgress> progress, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var snapshot = await context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var cursor = await context.SyncCursors.AsNoTracking().SingleAsync(cancellationToken);
        var directory = new LoanDirectory(contracts, await context.Loans.Select(loan => loan.Address).ToListAsync(cancellationToken));
        var blooms = directory.Loans.Concat(directory.Platform).Select(BloomItem.Of).ToArray();
        var storedBlocks = (await context.ChainLogs.Select(log => log.BlockNumber).Distinct().ToListAsync(cancellationToken)).ToHashSet();

        var result = new HistoryProofResult(contracts.StartBlock, cursor.BlockNumber, cursor.BlockHash);
        foreach (var outside in storedBlocks.Where(number => number < contracts.StartBlock || number > cursor.BlockNumber))
            result.Reject(outside);
        var headers = HeaderChain.ReadDownAsync(
            chain, contracts.StartBlock, cursor.BlockNumber, cursor.BlockHash, options.HeadersPerBatch, cancellationToken);
        await foreach (var (header, hash) in headers)
        {
            LogEntry[] proven = Array.Exists(blooms, header.LogsBloom.MayContain)
                ? [.. directory.SelectOurs(await ProvenLogs.ReadAsync(chain, hash, cancellationToken))]
                : [];
            ChainLog[] stored = storedBlocks.Contains(header.Number)
                ? await context.ChainLogs.AsNoTracking().Where(log => log.BlockNumber == header.Number).OrderBy(log => log.LogIndex).ToArrayAsync(cancellationToken)
                : [];
            result.Compare(header.Number, hash, DateTimeOffset.FromUnixTimeSeconds((long)header.Timestamp), proven, [.. stored.Select(log => log.ToLogEntry())]);
            progress.Report(new HistoryProofProgress(cursor.BlockNumber - header.Number + 1, cursor.BlockNumber - contracts.StartBlock + 1));
        }

        return result;
    }
}
