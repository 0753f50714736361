using Microsoft.Extensions.Time.Testing;
using ReFlow.Web.GraphQL;
using ReFlow.Web.Live;
using ReFlow.Web.Loans;

namespace ReFlow.Web.Tests.Live;

public sealed class SharedReadsTests
{
    readonly BlockFeed _feed = new();
    readonly FakeTimeProvider _time = new(Sample.Now);
    readonly SharedReads _reads;
    int _count;

    public SharedReadsTests() => _reads = new SharedReads(_feed, _time);

    [Fact]
    public async Task Equal_questions_about_one_block_are_asked_once()
    {
        _feed.Connect();
        await AskAsync("a");
        await AskAsync("a");
        await AskAsync("b");
        Assert.Equal(2, _count);

        _feed.Announce(new IndexedBlock(7, Sample.Hash(7), Sample.Now, []));
        await AskAsync("a");

        Assert.Equal(3, _count);
    }

    [Fact]
    public async Task Finished_answers_are_not_reused_while_blocks_are_not_announced()
    {
        await AskAsync("a");
        await AskAsync("a");
        Assert.Equal(2, _count);
    }

    [Fact]
    public async Task Old_answer_is_not_reused_although_no_block_was_announced()
    {
        _feed.Connect();
        await AskAsync("a");
        _time.Advance(LiveQueryPace.Default.Slow);
        await AskAsync("a");
        Assert.Equal(2, _count);
    }

    [Fact]
    public async Task Failed_read_is_tried_again()
    {
        _feed.Connect();
        await Assert.ThrowsAsync<GraphQLException>(() => _reads.GetAsync<string>(
            "a", _ => throw new GraphQLException("down", GraphQLException.Unreachable, isTransient: true), TestContext.Current.CancellationToken));

        Assert.Equal("answer", await AskAsync("a"));
    }

    [Fact]
    public async Task Caller_that_leaves_does_not_cancel_the_others_read()
    {
        var gate = new TaskCompletionSource<string>();
        using var leaving = new CancellationTokenSource();
        var first = _reads.GetAsync("a", token => gate.Task.WaitAsync(token), leaving.Token);
        var second = _reads.GetAsync("a", token => gate.Task.WaitAsync(token), TestContext.Current.CancellationToken);

        await leaving.CancelAsync();
        gate.SetResult("answer");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal("answer", await second);
    }

    Task<string> AskAsync(string key) => _reads.GetAsync(key, _ =>
    {
        _count++;
        return Task.FromResult("answer");
    }, TestContext.Current.CancellationToken);
}
