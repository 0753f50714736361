using System.Diagnostics;
using ReFlow.Chain.JsonRpc;
using ReFlow.Chain.JsonRpc.Endpoints;
using static ReFlow.Chain.Tests.JsonRpc.ScriptedNode;

namespace ReFlow.Chain.Tests.JsonRpc;

/// <summary>Several nodes of one chain behind one client.</summary>
public sealed class SeveralEndpointsTests
{
    const string Busy = "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\nRetry-After: 1\r\nConnection: close\r\n\r\n";

    // Waits of a failed attempt are long enough that a test which needed one would not pass in its bound.
    static readonly JsonRpcOptions s_options = new() { RetryBaseDelay = TimeSpan.FromMinutes(5), RetryMaxDelay = TimeSpan.FromMinutes(5) };

    static readonly JsonRpcCall s_blockNumber = new("eth_blockNumber");

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_that_fails_at_one_node_is_answered_by_the_next_at_once()
    {
        await using var broken = new ScriptedNode(Http("503 Service Unavailable", ""));
        await using var well = new ScriptedNode(Result("\"0x10\""));
        var client = Client(s_options, broken, well);
        for (var i = 0; i < 5; i++)
            Assert.Equal(16, await client.RequestAsync<long>(s_blockNumber, Token));
        Assert.Equal((1, 5), (broken.Requests, well.Requests));
        Assert.Equal(well.Url, client.EndpointOrigin);
    }

    [Fact]
    public async Task Client_stays_with_the_first_node_while_it_is_well()
    {
        await using var first = new ScriptedNode(Result("\"0x10\""));
        await using var second = new ScriptedNode(Result("\"0x10\""));
        var client = Client(s_options, first, second);
        for (var i = 0; i < 5; i++)
            await client.RequestAsync<long>(s_blockNumber, Token);
        Assert.Equal((5, 0), (first.Requests, second.Requests));
    }

    [Fact]
    public async Task Transaction_is_sent_once_to_one_node_although_another_is_well()
    {
        await using var broken = new ScriptedNode(Http("503 Service Unavailable", ""));
        await using var well = new ScriptedNode(Result("\"0x10\""));
        await Assert.ThrowsAsync<JsonRpcException>(() => Client(s_options, broken, well).RequestAsync<string>(new JsonRpcCall("eth_sendRawTransaction", "0x01"), Token));
        Assert.Equal((1, 0), (broken.Requests, well.Requests));
    }

    [Fact]
    public async Task Node_of_another_chain_is_asked_for_its_chain_id_once_and_for_nothing_else()
    {
        var questions = new List<string>();
        await using var foreign = new ScriptedNode(request =>
        {
            questions.Add(request.GetProperty("method").GetString()!);
            return Result("\"0x1388\"")(request);
        });
        await using var ours = new ScriptedNode(Result("\"0x7a69\""));
        var chain = new EthereumClient(Client(s_options, foreign, ours), expectedChainId: 31337);
        for (var i = 0; i < 3; i++)
            Assert.Equal(31337, await chain.GetBlockNumberAsync(Token));
        await chain.SendRawTransactionAsync([1], Token).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal(["eth_chainId"], questions);
    }

    [Fact]
    public async Task All_nodes_of_another_chain_is_a_permanent_failure_with_both_ids()
    {
        await using var one = new ScriptedNode(Result("\"0x1\""));
        await using var two = new ScriptedNode(Result("\"0x1388\""));
        var chain = new EthereumClient(Client(s_options, one, two), expectedChainId: 31337);
        var exception = await Assert.ThrowsAsync<WrongChainException>(() => chain.GetBlockNumberAsync(Token));
        Assert.Equal(31337, exception.ExpectedChainId);
        await Assert.ThrowsAsync<WrongChainException>(() => chain.GetChainIdAsync(Token));
    }

    [Fact]
    public async Task Pinned_client_asks_one_node_for_everything_even_when_another_is_well()
    {
        await using var first = new ScriptedNode(Result("\"0x10\""), Http("503 Service Unavailable", ""));
        await using var second = new ScriptedNode(Result("\"0x20\""));
        var chain = new EthereumClient(Client(s_options with { RetryBaseDelay = TimeSpan.FromMilliseconds(1) }, first, second));
        var pinned = chain.Pin();
        Assert.Equal(16, await pinned.GetBlockNumberAsync(Token));
        await Assert.ThrowsAsync<JsonRpcException>(() => pinned.GetBlockNumberAsync(Token));
        Assert.Equal(0, second.Requests);
        Assert.Equal(32, await chain.Pin().GetBlockNumberAsync(Token));
    }

    [Fact]
    public async Task Distrusted_node_is_left_for_another()
    {
        await using var liar = new ScriptedNode(Result("\"0x10\""));
        await using var honest = new ScriptedNode(Result("\"0x20\""));
        var chain = new EthereumClient(Client(s_options, liar, honest));
        var pinned = chain.Pin();
        await pinned.GetBlockNumberAsync(Token);
        pinned.Distrust();
        Assert.Equal(32, await chain.Pin().GetBlockNumberAsync(Token));
    }

    [Fact]
    public async Task Retry_After_holds_back_every_request_to_the_node_that_asked_for_it()
    {
        await using var node = new ScriptedNode(Raw(Busy), Result("\"0x10\""));
        var client = Client(new JsonRpcOptions { MaxReadAttempts = 1 }, node);
        await Assert.ThrowsAsync<JsonRpcException>(() => client.RequestAsync<long>(s_blockNumber, Token));
        var started = Stopwatch.GetTimestamp();
        await client.RequestAsync<long>(s_blockNumber, Token);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0.8, 30);
    }

    [Fact]
    public void Answer_to_a_question_from_before_a_rest_does_not_end_it()
    {
        var endpoint = new RpcEndpoint(new JsonRpcHttpTransport(new Uri("http://node"), new HttpClient(), s_options, TimeProvider.System), s_options, TimeProvider.System);
        var whenAsked = endpoint.RestsUntil;
        endpoint.Distrust();
        var rest = endpoint.RestsUntil;
        endpoint.Succeeded(whenAsked);
        Assert.Equal(rest, endpoint.RestsUntil);
        endpoint.Succeeded(rest);
        Assert.Equal(default, endpoint.RestsUntil);
    }

    [Fact]
    public void Calls_above_the_cap_wait_and_an_idle_second_saves_one_second_of_calls()
    {
        var clock = new ManualTime();
        var rate = new RequestRate(10, clock);
        for (var call = 0; call < 10; call++)
            Assert.Equal(TimeSpan.Zero, rate.Take(1));
        Assert.Equal(100, rate.Take(1).TotalMilliseconds, tolerance: 0.001);
        Assert.Equal(2_100, rate.Take(20).TotalMilliseconds, tolerance: 0.001);
        clock.Now += TimeSpan.FromHours(1);
        Assert.Equal(TimeSpan.Zero, rate.Take(10));
        Assert.True(rate.Take(1) > TimeSpan.Zero);
    }

    static JsonRpcClient Client(JsonRpcOptions options, params ScriptedNode[] nodes) => new([.. nodes.Select(node => new Uri(node.Url))], new HttpClient(), options);

    sealed class ManualTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch.AddDays(1);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
