using System.Collections.Concurrent;

namespace ReFlow.Faults;

/// <summary>What passed the proxy, and what it did.</summary>
public sealed class FaultStatistics
{
    readonly ConcurrentDictionary<FaultKind, long> _faults = new();
    readonly ConcurrentDictionary<string, long> _calls = new(StringComparer.Ordinal);
    long _requests;

    /// <summary>HTTP requests received.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    public long Of(FaultKind kind) => _faults.GetValueOrDefault(kind);

    /// <summary>Calls of a method, those in batches included.</summary>
    public long CallsOf(string method) => _calls.GetValueOrDefault(method);

    internal void Received(IEnumerable<string> methods)
    {
        Interlocked.Increment(ref _requests);
        foreach (var method in methods)
            _calls.AddOrUpdate(method, 1, (_, seen) => seen + 1);
    }

    internal void Did(FaultKind kind) => _faults.AddOrUpdate(kind, 1, (_, seen) => seen + 1);
}
