using System.Runtime.CompilerServices;
using ReFlow.Chain;
using ReFlow.Chain.Proofs;

namespace ReFlow.Indexer.Proof;

/// <summary>Reads headers backwards from a block whose hash is known: each one's hash is computed, and must be what its successor names as its parent.</summary>
static class HeaderChain
{
    /// <summary>The headers from <paramref name="to"/> down to <paramref name="from"/>, both included, with their proven hashes.</summary>
    /// <exception cref="LogProofException">A header is not the one that its successor names.</exception>
    public static async IAsyncEnumerable<(SealedHeader Header, Hash32 Hash)> ReadDownAsync(
        EthereumClient chain, long from, long to, Hash32 hash, int headersPerBatch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var expected = hash;
        for (var last = to; last >= from; last -= headersPerBatch)
        {
            var headers = await chain.GetSealedHeadersAsync(Math.Max(from, last - headersPerBatch + 1), last, cancellationToken);
            foreach (var header in headers.Reverse())
            {
                if (header.ComputeHash() is var computed && computed != expected)
                    throw new LogProofException($"Block {header.Number} was expected to have the hash {expected}; its header hashes to {computed}.");
                yield return (header, expected);
                expected = header.ParentHash;
            }
        }
    }
}
