using Microsoft.Extensions.Time.Testing;
using ReFlow.Web.Live;
using ReFlow.Web.Loans;

namespace ReFlow.Web.Tests.Live;

public sealed class LiveQueryTests : IAsyncDisposable
{
    readonly BlockFeed _feed = new();
    readonly FakeTimeProvider _time = new(Sample.Now);
    readonly CancellationTokenSource _stop = new();
    readonly LiveQuery<string> _query;
    Task? _follow;
    int _reads;
    int _renders;

    public LiveQueryTests() => _query = new LiveQuery<string>(_ => Task.FromResult($"read {Interlocked.Increment(ref _reads)}"), _feed, _time);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_follow is not null)
            await _follow.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    [Fact]
    public async Task Burst_of_blocks_renders_at_most_once_per_pace()
    {
        Follow(matters: true);
        Announce(1);
        await UntilAsync(() => _renders == 1);

        for (var number = 2; number <= 50; number++)
            Announce(number);
        Assert.Equal(1, Volatile.Read(ref _renders));
        _time.Advance(LiveQueryPace.Default.Fastest);

        await UntilAsync(() => _renders == 2);
        Assert.Equal(2, _reads);
        Assert.Equal("read 2", _query.Data);
    }

    [Fact]
    public async Task Block_that_does_not_matter_renders_without_a_read()
    {
        Follow(matters: false);

        Announce(1);
        await UntilAsync(() => _renders == 1);

        Assert.Equal(0, _reads);
    }

    [Fact]
    public async Task Reconnected_feed_always_reads_again()
    {
        Follow(matters: false);

        _feed.Connect();

        await UntilAsync(() => _reads == 1);
    }

    [Fact]
    public async Task Silent_feed_is_not_trusted_for_ever()
    {
        Follow(matters: false);
        await UntilAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return _reads >= 2;
        });
    }

    void Follow(bool matters)
    {
        _follow = _query.FollowAsync(_ => matters, () =>
        {
            Interlocked.Increment(ref _renders);
            return Task.CompletedTask;
        }, _stop.Token);
        Assert.Equal(1, _feed.ReaderCount);
    }

    void Announce(long number) => _feed.Announce(new IndexedBlock(number, Sample.Hash((int)number), Sample.Now, []));

    static async Task UntilAsync(Func<bool> condition)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(15));
        while (!condition())
            await Task.Delay(5, timeout.Token);
    }
}
