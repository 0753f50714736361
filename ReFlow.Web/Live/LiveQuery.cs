using ReFlow.Web.GraphQL;

namespace ReFlow.Web.Live;

/// <summary>
/// Keeps one page's data fresh: reads it, reads it again when a block that matters is announced (at most a few times per second),
/// and asks on its own now and then, because an announcement is only a hint. A failed read keeps the last good data.
/// </summary>
public sealed class LiveQuery<T>(Func<CancellationToken, Task<T>> read, BlockFeed feed, TimeProvider time, LiveQueryPace? pace = null)
    where T : class
{
    readonly LiveQueryPace _pace = pace ?? LiveQueryPace.Default;

    /// <summary>The last good data.</summary>
    public T? Data { get; private set; }

    /// <summary>Why the last read failed; null when it succeeded.</summary>
    public GraphQLException? Error { get; private set; }

    /// <summary>Whether nothing is known yet.</summary>
    public bool IsLoading => Data is null && Error is null;

    /// <summary>Takes data that was read elsewhere: by the prerender, or by a wider question.</summary>
    public void Seed(T data) => (Data, Error) = (data, null);

    /// <summary>Forgets everything, for a page that now shows something else.</summary>
    public void Reset() => (Data, Error) = (null, null);

    /// <summary>Reads once. Failures end in <see cref="Error"/>.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            Seed(await read(cancellationToken));
        }
        catch (GraphQLException exception)
        {
            Error = exception;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Error = new GraphQLException("The API did not answer in time.", GraphQLException.Unreachable, isTransient: true);
        }
    }

    /// <summary>
    /// Follows the feed until cancelled and calls <paramref name="changed"/> after each read. <paramref name="matters"/> says
    /// whether an announced block changes this page; other blocks are caught up with at the slow pace.
    /// </summary>
    public async Task FollowAsync(Func<FeedSignal, bool> matters, Func<Task> changed, CancellationToken cancellationToken)
    {
        using var reader = feed.Subscribe();
        var lastRead = time.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested)
        {
            var signal = await reader.ReadAsync(Patience(lastRead), time, cancellationToken);
            if (signal is null or { RefetchAll: true } || matters(signal) || time.GetElapsedTime(lastRead) >= _pace.Slow)
            {
                await LoadAsync(cancellationToken);
                lastRead = time.GetTimestamp();
            }
            await changed();
            await Task.Delay(_pace.Fastest, time, cancellationToken);
        }
    }

    TimeSpan Patience(long lastRead)
    {
        var interval = Error is not null ? _pace.Retry : feed.State == FeedState.Connected ? _pace.Slow : _pace.Blind;
        var left = interval - time.GetElapsedTime(lastRead);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}

/// <summary>How often a page asks.</summary>
/// <param name="Fastest">Least time between two renders.</param>
/// <param name="Slow">Between reads while blocks are announced that do not touch the page; interest accrues all the same.</param>
/// <param name="Blind">Between reads while nothing is announced.</param>
/// <param name="Retry">After a failed read.</param>
public sealed record LiveQueryPace(TimeSpan Fastest, TimeSpan Slow, TimeSpan Blind, TimeSpan Retry)
{
    public static LiveQueryPace Default { get; } = new(
        TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(3));
}
