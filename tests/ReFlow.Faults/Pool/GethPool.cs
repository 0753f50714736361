using System.Numerics;
using ReFlow.Chain;

namespace ReFlow.Faults.Pool;

/// <summary>
/// geth's legacy pool as far as a sender notices it: a replacement pays at least 10 % more in both fees, a transaction after a nonce gap is
/// taken but waits invisibly, and above 64 waiting ones per account further ones are forgotten without a word.
/// </summary>
sealed class GethPool(Func<Address, string, CancellationToken, Task<long>> nonceAsync) : IDisposable
{
    public const int AccountQueue = 64;

    readonly SemaphoreSlim _lock = new(1, 1);
    readonly Dictionary<(Address Sender, long Nonce), RawTransaction> _seen = [];
    readonly SortedDictionary<(string Sender, long Nonce), string> _queued = [];

    /// <summary>Judges a transaction before the node sees it.</summary>
    /// <returns>An error to answer with; or the raw transactions to hand on now, none when this one waits.</returns>
    public async Task<(string? Error, IReadOnlyList<string> HandOn, Hash32 Hash)> AdmitAsync(string rawHex, RawTransaction transaction, CancellationToken cancellationToken)
    {
        await _lock.WaitAsync(cancellationToken);
        try
        {
            var mined = await nonceAsync(transaction.Sender, "latest", cancellationToken);
            var key = (transaction.Sender, transaction.Nonce);
            if (transaction.Nonce >= mined && _seen.TryGetValue(key, out var earlier))
            {
                if (earlier.Hash == transaction.Hash)
                    return ("already known", [], transaction.Hash);
                if (!Outbids(transaction.MaxFeePerGas, earlier.MaxFeePerGas) || !Outbids(transaction.MaxPriorityFeePerGas, earlier.MaxPriorityFeePerGas))
                    return ("replacement transaction underpriced", [], transaction.Hash);
            }

            var next = await nonceAsync(transaction.Sender, "pending", cancellationToken);
            if (transaction.Nonce > next)
                return (null, Queue(rawHex, transaction), transaction.Hash);
            _seen[key] = transaction;
            return (null, [rawHex, .. Promote(transaction)], transaction.Hash);
        }
        finally
        {
            _lock.Release();
        }
    }

    public void Dispose() => _lock.Dispose();

    string[] Queue(string rawHex, RawTransaction transaction)
    {
        var sender = transaction.Sender.ToString();
        var isReplacement = _queued.ContainsKey((sender, transaction.Nonce));
        if (!isReplacement && _queued.Keys.Count(key => key.Sender == sender) >= AccountQueue)
            return [];
        _seen[(transaction.Sender, transaction.Nonce)] = transaction;
        _queued[(sender, transaction.Nonce)] = rawHex;
        return [];
    }

    IEnumerable<string> Promote(RawTransaction filled)
    {
        var sender = filled.Sender.ToString();
        for (var nonce = filled.Nonce + 1; _queued.Remove((sender, nonce), out var raw); nonce++)
            yield return raw;
    }

    static bool Outbids(BigInteger offered, BigInteger earlier) => offered * 100 >= earlier * 110;
}
