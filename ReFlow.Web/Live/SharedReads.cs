using System.Collections.Concurrent;

namespace ReFlow.Web.Live;

/// <summary>
/// Answers equal reads of many visitors with one request. An answer is reused until the next block is announced, and for
/// a few seconds, so that a block costs one request per question and process, not one per open page; without announcements only reads in
/// flight are shared.
/// </summary>
public sealed class SharedReads(BlockFeed feed, TimeProvider time, IHostApplicationLifetime? lifetime = null)
{
    static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(15);
    // What an answer says of the chain may change without a block.
    static readonly TimeSpan s_maximumAge = TimeSpan.FromSeconds(4);
    const int MaximumEntries = 1_000;

    readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The answer to <paramref name="key"/>; <paramref name="cancellationToken"/> ends this caller's wait, not the read.</summary>
    public async Task<T> GetAsync<T>(string key, Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var version = feed.Version;
        if (_entries.Count > MaximumEntries)
            _entries.Clear();
        var entry = _entries.AddOrUpdate(
            key,
            _ => Start(version, read),
            (_, existing) => IsUsable(existing, version) ? existing : Start(version, read));
        return await ((Lazy<Task<T>>)entry.Answer).Value.WaitAsync(cancellationToken);
    }

    Entry Start<T>(long version, Func<CancellationToken, Task<T>> read)
    {
        var answer = new Lazy<Task<T>>(() => ReadAsync(read));
        return new Entry(version, time.GetTimestamp(), answer, () => answer.IsValueCreated ? answer.Value.Status : TaskStatus.Created);
    }

    async Task<T> ReadAsync<T>(Func<CancellationToken, Task<T>> read)
    {
        using var timeout = new CancellationTokenSource(s_timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, lifetime?.ApplicationStopping ?? CancellationToken.None);
        return await read(both.Token);
    }

    bool IsUsable(Entry entry, long version) => entry.Version == version && entry.Status() switch
    {
        TaskStatus.Faulted or TaskStatus.Canceled => false,
        TaskStatus.RanToCompletion => feed.State == FeedState.Connected && time.GetElapsedTime(entry.AskedAt) < s_maximumAge,
        _ => true,
    };

    sealed record Entry(long Version, long AskedAt, object Answer, Func<TaskStatus> Status);
}
