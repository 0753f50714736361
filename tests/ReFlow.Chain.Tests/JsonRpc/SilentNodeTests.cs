using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using ReFlow.Chain.JsonRpc;
using ReFlow.Chain.JsonRpc.Endpoints;

namespace ReFlow.Chain.Tests.JsonRpc;

/// <summary>Nodes that swallow questions, or take longer than they used to.</summary>
public sealed class SilentNodeTests
{
    static readonly TimeSpan s_quick = TimeSpan.FromMilliseconds(10);
    static readonly TimeSpan s_never = TimeSpan.FromDays(1);
    static readonly JsonRpcCall s_blockNumber = new("eth_blockNumber");

    readonly FakeTimeProvider _clock = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Swallowed_read_is_sent_again_after_what_answers_take()
    {
        var node = new Node(_clock, s_quick, s_quick, s_never, s_quick);
        var client = Client(mostAttempts: 1, node);

        for (var question = 0; question < 3; question++)
            Assert.Equal(16, await client.RequestAsync<long>(s_blockNumber, Token));

        // The first wait is RFC 6298's; a margin of 250 ms stands in for a variation that is hardly there.
        Assert.Equal([1000, 260, 260, 520], node.Waits.Select(wait => Math.Round(wait.TotalMilliseconds)));
    }

    [Fact]
    public async Task Answer_that_takes_longer_than_all_before_it_comes_within_one_attempt()
    {
        var node = new Node(_clock, s_quick, TimeSpan.FromSeconds(3));
        var client = Client(mostAttempts: 1, node);
        await client.RequestAsync<long>(s_blockNumber, Token);

        Assert.Equal(16, await client.RequestAsync<long>(s_blockNumber, Token));

        Assert.Equal(1 + 5, node.Waits.Count);
    }

    [Fact]
    public async Task Silent_node_gets_the_time_of_all_attempts_and_no_more()
    {
        var node = new Node(_clock, s_never);
        var start = _clock.GetUtcNow();

        var failure = await Assert.ThrowsAsync<JsonRpcException>(() => Client(mostAttempts: 2, node).RequestAsync<long>(s_blockNumber, Token));

        Assert.True(failure.IsTimeout);
        Assert.Equal(TimeSpan.FromSeconds(30), _clock.GetUtcNow() - start);
    }

    [Fact]
    public async Task Transaction_waits_for_the_whole_attempt_and_is_sent_once()
    {
        var node = new Node(_clock, s_quick, s_never);
        var client = Client(mostAttempts: 4, node);
        await client.RequestAsync<long>(s_blockNumber, Token);

        await Assert.ThrowsAsync<JsonRpcException>(() => client.RequestAsync<Hash32>(new JsonRpcCall("eth_sendRawTransaction", "0x00"), Token));

        Assert.Equal(TimeSpan.FromSeconds(15), Assert.Single(node.Waits.Skip(1)));
    }

    [Fact]
    public async Task Pause_that_the_question_outlives_does_not_make_the_client_leave_the_node()
    {
        var (first, second) = (new Node(_clock, s_never, s_never, s_quick), new Node(_clock, s_quick));
        var client = Client(mostAttempts: 2, first, second);

        await client.RequestAsync<long>(s_blockNumber, Token);

        Assert.Equal((3, 0), (first.Waits.Count, second.Waits.Count));
    }

    [Fact]
    public async Task Node_that_stays_silent_for_an_attempt_is_left_for_another()
    {
        var (first, second) = (new Node(_clock, s_never), new Node(_clock, s_quick));
        var client = Client(mostAttempts: 2, first, second);

        Assert.Equal(16, await client.RequestAsync<long>(s_blockNumber, Token));

        Assert.Single(second.Waits);
    }

    [Fact]
    public async Task Node_that_is_asked_beside_the_others_is_asked_once()
    {
        var node = new Node(_clock, s_never);

        await Assert.ThrowsAsync<JsonRpcException>(() => Client(mostAttempts: 4, node).Each()[0].RequestAsync<long>(s_blockNumber, Token));

        Assert.Equal(TimeSpan.FromSeconds(15), Assert.Single(node.Waits));
    }

    [Fact]
    public async Task Quick_headers_do_not_shorten_the_wait_for_logs()
    {
        var node = new Node(_clock, s_quick);
        var client = Client(mostAttempts: 1, node);
        JsonRpcCall header = new("eth_getBlockByNumber", "0x1", false);

        await client.SendBatchAsync([header], Token);
        await client.SendBatchAsync([header, new JsonRpcCall("eth_getLogs")], Token);

        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)], node.Waits);
    }

    [Fact]
    public void Quick_answers_to_others_do_not_shorten_the_wait_of_a_question_that_met_silence()
    {
        var timer = new AnswerTimer(TimeSpan.FromSeconds(15));
        var patience = new Patience(() => true, TimeSpan.FromSeconds(15), _clock);
        Assert.Equal(TimeSpan.FromSeconds(1), patience.NextWait(timer));

        _clock.Advance(TimeSpan.FromSeconds(1));
        patience.WasSilent();
        timer.Answered(s_quick);

        Assert.Equal(TimeSpan.FromSeconds(2), patience.NextWait(timer));
    }

    [Fact]
    public void Silence_that_ends_a_moment_before_the_attempt_does_is_its_last()
    {
        var timer = new AnswerTimer(TimeSpan.FromSeconds(1));
        var patience = new Patience(() => true, TimeSpan.FromSeconds(1), _clock);
        Assert.Equal(TimeSpan.FromSeconds(1), patience.NextWait(timer));

        // Timers are kept by another clock than the one that is read.
        _clock.Advance(TimeSpan.FromMilliseconds(999));

        Assert.False(patience.HasMore);
        patience.EndAttempt();
        Assert.True(patience.HasMore);
    }

    JsonRpcClient Client(int mostAttempts, params Node[] nodes) =>
        new(nodes, new JsonRpcOptions { MaxReadAttempts = mostAttempts, RetryBaseDelay = TimeSpan.Zero }, _clock);

    /// <param name="clock">Shows how long was waited.</param>
    /// <param name="needs">What each answer takes; the last one counts for all further ones too.</param>
    sealed class Node(FakeTimeProvider clock, params TimeSpan[] needs) : IJsonRpcTransport
    {
        public List<TimeSpan> Waits { get; } = [];

        public Uri Endpoint { get; } = new($"http://node-{Guid.NewGuid():N}");

        public Task<byte[]> PostAsync(string method, byte[] body, TimeSpan timeout, CancellationToken cancellationToken)
        {
            var need = needs[Math.Min(Waits.Count, needs.Length - 1)];
            Waits.Add(timeout);
            clock.Advance(need < timeout ? need : timeout);
            return need < timeout
                ? Task.FromResult(Answer(body))
                : throw new JsonRpcException(method, JsonRpcErrorKind.Timeout, "no answer") { IsSilence = true };
        }

        static byte[] Answer(byte[] body)
        {
            using var request = JsonDocument.Parse(body);
            return Encoding.UTF8.GetBytes(request.RootElement.ValueKind == JsonValueKind.Array
                ? $"[{string.Join(',', request.RootElement.EnumerateArray().Select(One))}]"
                : One(request.RootElement));

            static string One(JsonElement call) => $$"""{"jsonrpc":"2.0","id":{{call.GetProperty("id")}},"result":"0x10"}""";
        }
    }
}
