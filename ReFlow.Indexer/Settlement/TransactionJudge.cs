using System.Text.Json;
using ReFlow.Chain;
using ReFlow.Data;

namespace ReFlow.Indexer.Settlement;

/// <summary>Asks the node what became of a transaction, as of the read model's block.</summary>
sealed class TransactionJudge(EthereumClient chain, ReplacementFinder replacements, IndexerOptions options, TimeProvider time)
{
    // One answer "no receipt" and one "nonce used" may come from two nodes that are not equally far; the next round asks both again.
    HashSet<Hash32> _suspects = [];
    HashSet<Hash32> _suspectsBefore = [];

    /// <summary>All pending transactions were judged once more.</summary>
    public void EndRound() => (_suspectsBefore, _suspects) = (_suspects, []);

    /// <summary>Null while it may still be mined, or its block is not indexed yet.</summary>
    public async Task<Verdict?> JudgeAsync(AnnouncedTransaction announced, SyncCursor cursor, CancellationToken cancellationToken)
    {
        if (await chain.GetReceiptAsync(announced.TxHash, cancellationToken) is { } receipt)
            return ByReceipt(receipt, cursor);

        if (await chain.GetTransactionCountAsync(announced.Sender, cursor.BlockNumber, cancellationToken) > announced.Nonce)
            return await JudgeReplacedAsync(announced, cursor, cancellationToken);

        return await IsDroppedAsync(announced, cancellationToken) ? At(cursor, TransactionFailure.Dropped) : null;
    }

    /// <summary>The verdict of a transaction that was given up, if it was mined after all.</summary>
    public async Task<Verdict?> FindReceiptAsync(AnnouncedTransaction announced, SyncCursor cursor, CancellationToken cancellationToken) =>
        await chain.GetReceiptAsync(announced.TxHash, cancellationToken) is { } receipt ? ByReceipt(receipt, cursor) : null;

    async Task<Verdict?> JudgeReplacedAsync(AnnouncedTransaction announced, SyncCursor cursor, CancellationToken cancellationToken)
    {
        _suspects.Add(announced.TxHash);
        if (!_suspectsBefore.Contains(announced.TxHash))
            return null;
        var replacement = await replacements.FindAsync(announced, cursor.BlockNumber, cancellationToken);
        return replacement == announced.TxHash ? null : At(cursor, TransactionFailure.Replaced, replacement);
    }

    async Task<bool> IsDroppedAsync(AnnouncedTransaction announced, CancellationToken cancellationToken) =>
        time.GetUtcNow() - announced.CreatedAt > options.DropAfter
        && await chain.RequestAsync<JsonElement?>("eth_getTransactionByHash", [announced.TxHash], cancellationToken) is null or { ValueKind: JsonValueKind.Null };

    // Until its block is indexed, what it did is not known here.
    static Verdict? ByReceipt(TransactionReceipt receipt, SyncCursor cursor) => receipt.BlockNumber > cursor.BlockNumber
        ? null
        : new Verdict(receipt.Succeeded ? null : TransactionFailure.Reverted, ReplacedBy: null, receipt.BlockNumber, receipt.BlockHash);

    static Verdict At(SyncCursor cursor, TransactionFailure failure, Hash32? replacedBy = null) => new(failure, replacedBy, cursor.BlockNumber, cursor.BlockHash);
}
