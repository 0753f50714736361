using ReFlow.Chain;

namespace ReFlow.Indexer.Chain;

/// <summary>What the node said about a range of blocks.</summary>
/// <param name="Headers">All of its headers, linked by parent hash.</param>
/// <param name="Logs">The logs of <paramref name="Asked"/>, of these blocks.</param>
/// <param name="Asked">The contracts whose logs were asked for.</param>
/// <param name="LogsSent">How many logs the node sent for it, those of others included: what the next range is sized by.</param>
sealed record RangeAnswer(IReadOnlyList<BlockHeader> Headers, List<LogEntry> Logs, IReadOnlySet<Address> Asked, int LogsSent);

/// <summary>A range that was asked for and may not have been answered yet.</summary>
sealed record RangeFetch(long From, long To, IReadOnlySet<Address> Asked, Task<RangeAnswer> Answer)
{
    public int Blocks => (int)(To - From + 1);
}
