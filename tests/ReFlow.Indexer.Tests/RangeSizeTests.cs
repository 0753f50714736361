using ReFlow.Chain.JsonRpc;
using ReFlow.Indexer.Chain;

namespace ReFlow.Indexer.Tests;

/// <summary>What each class of failure and each size of answer does to the ranges that follow.</summary>
public sealed class RangeSizeTests
{
    static readonly JsonRpcException s_tooLarge = new("eth_getLogs", JsonRpcErrorKind.ResultTooLarge, "block range too large");
    static readonly JsonRpcException s_timeout = new("eth_getLogs", JsonRpcErrorKind.Timeout, "no answer");
    static readonly JsonRpcException s_tooOften = new("eth_getLogs", JsonRpcErrorKind.RateLimited, "HTTP 429", 429);

    [Fact]
    public void Small_answers_grow_the_range_to_its_maximum_and_never_beyond()
    {
        var size = new RangeSize(maximumBlocks: 1_000, targetLogs: 5_000, maximumInFlight: 4);

        for (var answer = 0; answer < 10; answer++)
            size.Answered(size.Blocks, logs: 0);

        Assert.Equal(1_000, size.Blocks);
    }

    [Theory]
    [InlineData(0, 0.125)]
    [InlineData(2_500, 0.5)]
    [InlineData(5_000, 1)]
    [InlineData(50_000, 1)]
    public void Answer_takes_the_share_of_a_full_range_that_its_logs_are_and_its_headers_at_least(int logs, double share) =>
        Assert.Equal(share, new RangeSize(maximumBlocks: 1_000, targetLogs: 5_000, maximumInFlight: 4).ShareOf(logs));

    [Fact]
    public void Large_answers_shrink_the_range_to_the_logs_that_one_shall_hold()
    {
        var size = new RangeSize(maximumBlocks: 1_000, targetLogs: 5_000, maximumInFlight: 4);

        size.Answered(blocks: 100, logs: 20_000);

        Assert.Equal(25, size.Blocks);
    }

    [Fact]
    public void Too_large_halves_the_range_and_is_tried_again_only_slowly()
    {
        var size = new RangeSize(maximumBlocks: 1_000, targetLogs: 5_000, maximumInFlight: 4);

        Assert.True(size.TryAdapt(blocks: 128, s_tooLarge));
        Assert.Equal((64, 4), (size.Blocks, size.InFlight));
        size.Answered(64, logs: 0);

        Assert.Equal(68, size.Blocks);
    }

    [Fact]
    public void Timeout_halves_the_range_and_sets_no_limit()
    {
        var size = new RangeSize(maximumBlocks: 1_000, targetLogs: 5_000, maximumInFlight: 4);

        Assert.True(size.TryAdapt(blocks: 128, s_timeout));
        Assert.Equal((64, 4), (size.Blocks, size.InFlight));
        size.Answered(64, logs: 0);

        Assert.Equal(256, size.Blocks);
    }

    [Fact]
    public void Too_many_requests_keeps_the_range_and_asks_for_fewer_at_once()
    {
        var size = new RangeSize(maximumBlocks: 1_000, targetLogs: 5_000, maximumInFlight: 4);

        Assert.True(size.TryAdapt(blocks: 128, s_tooOften));

        Assert.Equal((128, 2), (size.Blocks, size.InFlight));
        Assert.True(size.TryAdapt(blocks: 128, s_tooOften));
        Assert.False(size.TryAdapt(blocks: 128, s_tooOften));
    }

    [Fact]
    public void Refusal_of_a_single_block_is_not_adapted_to()
    {
        var size = new RangeSize(maximumBlocks: 1_000, targetLogs: 5_000, maximumInFlight: 4);

        Assert.False(size.TryAdapt(blocks: 1, s_tooLarge));
        Assert.False(size.TryAdapt(blocks: 100, new JsonRpcException("eth_getLogs", JsonRpcErrorKind.UnknownBlock, "no such block")));
    }
}
