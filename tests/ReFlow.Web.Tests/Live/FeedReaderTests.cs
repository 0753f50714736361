using Microsoft.Extensions.Time.Testing;
using ReFlow.Web.Live;
using ReFlow.Web.Loans;

namespace ReFlow.Web.Tests.Live;

public sealed class FeedReaderTests
{
    readonly BlockFeed _feed = new();
    readonly FakeTimeProvider _time = new(Sample.Now);

    [Fact]
    public async Task Signals_that_arrive_together_are_merged_into_one()
    {
        using var reader = _feed.Subscribe();
        _feed.Connect();
        _feed.Announce(Block(1, Sample.Address(1)));
        _feed.Announce(Block(2, Sample.Address(2)));

        var signal = await ReadAsync(reader);

        Assert.Equal(2, signal!.Block!.Number);
        Assert.Equal([Sample.Address(1), Sample.Address(2)], signal.Loans.Order(StringComparer.Ordinal));
        Assert.True(signal.RefetchAll);
    }

    [Theory]
    [InlineData(8, false)]
    [InlineData(7, true)]
    [InlineData(5, true)]
    public async Task Block_that_does_not_lead_on_makes_every_page_ask_again(long number, bool asksAgain)
    {
        _feed.Announce(Block(7));
        using var reader = _feed.Subscribe();

        _feed.Announce(Block(number));

        Assert.Equal(asksAgain, (await ReadAsync(reader))!.RefetchAll);
    }

    [Fact]
    public async Task Silence_ends_the_wait_after_the_callers_patience()
    {
        using var reader = _feed.Subscribe();
        var read = ReadAsync(reader);

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Null(await read);
    }

    [Fact]
    public void Disposed_reader_is_forgotten()
    {
        _feed.Subscribe().Dispose();
        Assert.Equal(0, _feed.ReaderCount);
    }

    Task<FeedSignal?> ReadAsync(FeedReader reader) =>
        reader.ReadAsync(TimeSpan.FromSeconds(5), _time, TestContext.Current.CancellationToken);

    static IndexedBlock Block(long number, params string[] loans) => new(number, Sample.Hash((int)number), Sample.Now, loans);
}
