using System.Globalization;

namespace ReFlow.Chain;

/// <summary>The node serves another chain than the one this service is configured for. Permanent: someone must correct the configuration.</summary>
public sealed class WrongChainException(long expectedChainId, long seenChainId, string origin) : Exception(string.Create(
    CultureInfo.InvariantCulture,
    $"The node at {origin} serves chain id {seenChainId}, expected {expectedChainId} (ReFlow:ChainId). " +
    $"Point ConnectionStrings:chain at a node of chain {expectedChainId}, or set ReFlow:ChainId to {seenChainId}."))
{
    public long ExpectedChainId { get; } = expectedChainId;
    public long SeenChainId { get; } = seenChainId;
}
