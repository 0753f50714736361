using Microsoft.EntityFrameworkCore;
using Npgsql;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.Proofs;
using ReFlow.Data;
using ReFlow.Indexer.Chain;
using ReFlow.Indexer.Folding;
using ReFlow.Indexer.Storage;

namespace ReFlow.Indexer.Refolding;

/// <summary>
/// Reads the logs of our contracts from the chain again, into a second schema's own log store: upwards from the first block, so that a loan
/// is known before its logs. Each header must hash to the block that is indexed, and the logs of each block that may have some of ours are
/// proven by its receipts: a node cannot leave one out.
/// </summary>
sealed class LogRereader(
    RefoldSchema schema, EthereumClient chain, ContractAddresses contracts, ReadModelTables tables, IndexerOptions options, IProgress<string> progress, TimeProvider time)
{
    static readonly TimeSpan s_betweenReports = TimeSpan.FromSeconds(1);

    readonly SchemaContexts _contexts = new(schema.ConnectionString);
    readonly List<BloomItem> _ours = [];
    long _reportedAt = time.GetTimestamp();

    /// <summary>Reads the blocks after <paramref name="after"/>, whose logs are folded, up to <paramref name="last"/>.</summary>
    /// <exception cref="InconsistentChainException">The node's blocks are not the indexed ones, or its receipts are not theirs.</exception>
    public async Task ReadAsync(long after, long last, CancellationToken cancellationToken)
    {
        await using (var command = schema.DataSource.CreateCommand($"delete from {schema.Name}.{RefoldSchema.LogStore} where block_number > {after}"))
            await command.ExecuteNonQueryAsync(cancellationToken);
        var directory = new LoanDirectory(contracts, await new FoldStateReader(_contexts, contracts).LoadLoanAddressesAsync(cancellationToken));
        _ours.Clear();
        _ours.AddRange(directory.Loans.Concat(directory.Platform).Select(BloomItem.Of));
        for (var first = Math.Max(after + 1, contracts.StartBlock); first <= last; first += options.HeadersPerBatch)
        {
            var end = Math.Min(last, first + options.HeadersPerBatch - 1);
            await StoreAsync(await ReadBatchAsync(first, end, directory, cancellationToken), cancellationToken);
            if (time.GetElapsedTime(_reportedAt) < s_betweenReports)
                continue;
            _reportedAt = time.GetTimestamp();
            progress.Report($"Blocks read again up to {end} of {last}.");
        }
    }

    async Task<List<ChainLog>> ReadBatchAsync(long first, long last, LoanDirectory directory, CancellationToken cancellationToken)
    {
        await using var context = _contexts.CreateDbContext();
        var indexed = await context.Blocks.AsNoTracking().Where(block => block.Number >= first && block.Number <= last)
            .ToDictionaryAsync(block => block.Number, block => block.Hash, cancellationToken);
        var logs = new List<ChainLog>();
        foreach (var header in await chain.GetSealedHeadersAsync(first, last, cancellationToken))
        {
            if (!indexed.TryGetValue(header.Number, out var hash) || header.ComputeHash() != hash)
                throw new InconsistentChainException($"Block {header.Number} of the node is not the indexed one ({hash}): inconclusive, nothing was changed. Run the command again.");
            if (!_ours.Exists(header.LogsBloom.MayContain))
                continue;
            LogEntry[] ours = [.. directory.SelectOurs(await ProveAsync(hash, cancellationToken))];
            foreach (var log in ours.Where(log => log.Address == directory.Factory))
            {
                if (!LoanCreated.TryDecode(log, out var created))
                    continue;
                directory.Add([created.Loan]);
                _ours.Add(BloomItem.Of(created.Loan));
            }

            // Receipts prove what happened in which order, not the block that a log says it is of.
            logs.AddRange(ours.Select(log => (log with { BlockNumber = header.Number, BlockHash = hash }).ToChainLog(DateTimeOffset.FromUnixTimeSeconds((long)header.Timestamp))));
        }

        return logs;
    }

    async Task<IReadOnlyList<LogEntry>> ProveAsync(Hash32 hash, CancellationToken cancellationToken)
    {
        try
        {
            return await ProvenLogs.ReadAsync(chain, hash, cancellationToken);
        }
        catch (LogProofException exception)
        {
            throw new InconsistentChainException(exception.Message, logsAreMissing: true);
        }
    }

    async Task StoreAsync(List<ChainLog> logs, CancellationToken cancellationToken)
    {
        if (logs.Count == 0)
            return;
        await using var connection = await schema.DataSource.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        tables.ChainLogs.AddTo(batch.BatchCommands, logs);
        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(cancellationToken);
        await tables.ChainLogs.CopyAsync(connection, logs, cancellationToken);
    }
}
