using System.Diagnostics;
using System.Globalization;
using ReFlow.Chain.JsonRpc;
using static ReFlow.Chain.Tests.JsonRpc.ScriptedNode;

namespace ReFlow.Chain.Tests.JsonRpc;

public sealed class JsonRpcClientTests
{
    static readonly JsonRpcOptions s_fast = new()
    {
        RequestTimeout = TimeSpan.FromSeconds(30),
        RetryBaseDelay = TimeSpan.FromMilliseconds(1),
        RetryMaxDelay = TimeSpan.FromMilliseconds(20),
        MaxReadAttempts = 4,
        MaxResponseBytes = 100_000,
    };

    static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Everything that a node or what stands before it may answer once, after which the next answer is good.</summary>
    public static TheoryData<string, string> TransientAnswers => new()
    {
        { "429", "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\nRetry-After: 1\r\nConnection: close\r\n\r\n" },
        { "500", "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" },
        { "502 with an HTML page", "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 15\r\nConnection: close\r\n\r\n<html>bad</html" },
        { "503 with a JSON-RPC error", """
            HTTP/1.1 503 Service Unavailable
            Content-Length: 61
            Connection: close

            {"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":""}}
            """.ReplaceLineEndings("\r\n") },
        { "an HTML page with status 200", "HTTP/1.1 200 OK\r\nContent-Length: 15\r\nConnection: close\r\n\r\n<html>bad</html" },
        { "truncated JSON", "HTTP/1.1 200 OK\r\nContent-Length: 30\r\nConnection: close\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":1,\"resul" },
        { "a body shorter than announced", "HTTP/1.1 200 OK\r\nContent-Length: 300\r\nConnection: close\r\n\r\n{\"jsonrpc\":\"2.0\"," },
        { "an empty body", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" },
        { "no answer at all", "" },
        { "not HTTP", "SSH-2.0-OpenSSH_9.2\r\n" },
    };

    [Theory]
    [MemberData(nameof(TransientAnswers))]
    public async Task Read_is_repeated_after_a_transient_answer(string name, string answer)
    {
        await using var node = new ScriptedNode(Raw(answer), Raw(answer), Result("\"0x10\""));
        Assert.Equal(16, await Client(node).RequestAsync<long>(new JsonRpcCall("eth_blockNumber"), Token));
        Assert.True(node.Requests == 3, name);
    }

    [Theory]
    [MemberData(nameof(TransientAnswers))]
    public async Task Transaction_is_sent_once_whatever_the_answer(string name, string answer)
    {
        await using var node = new ScriptedNode(Raw(answer), Result("\"0x10\""));
        var exception = await Assert.ThrowsAsync<JsonRpcException>(
            () => Client(node).RequestAsync<string>(new JsonRpcCall("eth_sendRawTransaction", new byte[] { 1 }), Token));
        Assert.True(exception.IsTransient, name);
        Assert.Equal(name == "429" ? JsonRpcErrorKind.RateLimited : JsonRpcErrorKind.Unavailable, exception.Kind);
        Assert.Equal(1, node.Requests);
    }

    [Theory]
    [InlineData("evm_mine")]
    [InlineData("anvil_setBalance")]
    [InlineData("eth_sendTransaction")]
    [InlineData("evm_snapshot")]
    public async Task Methods_that_change_state_are_sent_once(string method)
    {
        await using var node = new ScriptedNode(Http("503 Service Unavailable", ""), Result("\"0x10\""));
        await Assert.ThrowsAsync<JsonRpcException>(() => Client(node).RequestAsync<string>(new JsonRpcCall(method), Token));
        Assert.Equal(1, node.Requests);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":999,"result":"0x1"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":"1","result":"0x1"}""")]
    [InlineData("""{"jsonrpc":"2.0","result":"0x1"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":null,"result":"0x1"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":$ID}""")]
    [InlineData("""[]""")]
    [InlineData("""[{"jsonrpc":"2.0","id":$ID,"result":"0x1"},{"jsonrpc":"2.0","id":$ID,"result":"0x1"}]""")]
    [InlineData("""{"jsonrpc":"2.0","id":$ID,"result":"0x1"} {}""")]
    [InlineData("""{"jsonrpc":"2.0","id":$ID,"result":"nonsense"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":$ID,"result":{}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":$ID,"result":null}""")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    public async Task Answer_that_does_not_fit_the_request_is_transient_and_never_another_exception(string body)
    {
        await using var node = new ScriptedNode(Body(body));
        var exception = await Assert.ThrowsAsync<JsonRpcException>(() => Client(node).RequestAsync<long>(new JsonRpcCall("eth_blockNumber"), Token));
        Assert.Equal(JsonRpcErrorKind.Unavailable, exception.Kind);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("{}")]
    [InlineData("""[{"address":"0x0000000000000000000000000000000000000001"}]""")]
    [InlineData("""[{"address":"0x0000000000000000000000000000000000000001","topics":null}]""")]
    public async Task Null_or_another_shape_in_place_of_logs_is_transient_and_never_another_exception(string result)
    {
        await using var node = new ScriptedNode(Result(result));
        var exception = await Assert.ThrowsAsync<JsonRpcException>(
            () => new EthereumClient(Client(node)).GetLogsByBlockHashAsync(Hash32.Zero, LogFilter.All, Token));
        Assert.Equal(JsonRpcErrorKind.Unavailable, exception.Kind);
    }

    [Fact]
    public async Task Logs_of_another_block_than_asked_for_are_refused()
    {
        await using var node = new ScriptedNode(Result("""
            [{"address":"0x0000000000000000000000000000000000000001","topics":[],"data":"0x","blockNumber":"0x1","transactionIndex":"0x0","logIndex":"0x0",
            "blockHash":"0x00000000000000000000000000000000000000000000000000000000000000aa",
            "transactionHash":"0x00000000000000000000000000000000000000000000000000000000000000bb"}]
            """));
        var chain = new EthereumClient(Client(node));
        Assert.Single(await chain.GetLogsByBlockHashAsync(Hash32.Parse("0x00000000000000000000000000000000000000000000000000000000000000aa"), LogFilter.All, Token));
        var exception = await Assert.ThrowsAsync<JsonRpcException>(() => chain.GetLogsByBlockHashAsync(Hash32.Zero, LogFilter.All, Token));
        Assert.True(exception.IsTransient);
    }

    [Fact]
    public async Task Null_in_place_of_a_header_or_receipt_is_null()
    {
        await using var node = new ScriptedNode(Result("null"));
        var chain = new EthereumClient(Client(node));
        Assert.Null(await chain.GetHeaderAsync(1, Token));
        Assert.Null(await chain.GetReceiptAsync(Hash32.Zero, Token));
        Assert.Null(await chain.RequestAsync<object>("evm_mine", [], Token));
        await Assert.ThrowsAsync<JsonRpcException>(() => chain.CallAsync(Address.Zero, [], Token));
    }

    [Fact]
    public async Task Read_gives_up_after_the_configured_number_of_attempts()
    {
        await using var node = new ScriptedNode(Http("503 Service Unavailable", ""));
        var exception = await Assert.ThrowsAsync<JsonRpcException>(() => Client(node).RequestAsync<long>(new JsonRpcCall("eth_blockNumber"), Token));
        Assert.Equal(503, exception.Code);
        Assert.Equal(4, node.Requests);
    }

    [Fact]
    public async Task Permanent_error_of_a_read_is_not_repeated()
    {
        await using var node = new ScriptedNode(Error(-32602, "invalid argument 0"));
        await Assert.ThrowsAsync<JsonRpcException>(() => Client(node).RequestAsync<long>(new JsonRpcCall("eth_getBalance"), Token));
        Assert.Equal(1, node.Requests);
    }

    [Theory]
    [InlineData("401 Unauthorized")]
    [InlineData("404 Not Found")]
    public async Task Status_4xx_without_JSON_is_permanent(string status)
    {
        await using var node = new ScriptedNode(Http(status, "no", contentType: "text/plain"));
        var exception = await Assert.ThrowsAsync<JsonRpcException>(() => Client(node).RequestAsync<long>(new JsonRpcCall("eth_chainId"), Token));
        Assert.Equal(JsonRpcErrorKind.Refused, exception.Kind);
        Assert.Equal(1, node.Requests);
    }

    [Fact]
    public async Task Status_400_with_a_JSON_RPC_error_is_that_error()
    {
        await using var node = new ScriptedNode(Http("400 Bad Request", """{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no"}}"""));
        var exception = await Assert.ThrowsAsync<JsonRpcException>(() => Client(node).RequestAsync<long>(new JsonRpcCall("eth_chainId"), Token));
        Assert.Equal(JsonRpcErrorKind.MethodNotFound, exception.Kind);
    }

    [Fact]
    public async Task Node_that_never_answers_is_a_transient_timeout()
    {
        await using var node = new ScriptedNode(Raw("hang"));
        var client = Client(node, s_fast with { RequestTimeout = TimeSpan.FromSeconds(1), MaxReadAttempts = 2 });
        var exception = await Assert.ThrowsAsync<JsonRpcException>(() => client.RequestAsync<long>(new JsonRpcCall("eth_chainId"), Token));
        Assert.Equal(JsonRpcErrorKind.Timeout, exception.Kind);
        Assert.Contains("within 1 s", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, node.Requests);
    }

    [Fact]
    public async Task Cancellation_by_the_caller_is_an_OperationCanceledException_and_is_not_repeated()
    {
        await using var node = new ScriptedNode(Raw("hang"));
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var request = Client(node).RequestAsync<long>(new JsonRpcCall("eth_chainId"), cancellation.Token);
        await WaitUntil.TrueAsync(() => node.Requests == 1, Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Assert.Equal(1, node.Requests);
    }

    [Fact]
    public async Task Refused_connection_is_transient_and_the_message_shows_no_access_key()
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"http://user:secret@127.0.0.1:{Live.AnvilNode.FreePort()}/v3/secret?key=secret");
        using var http = new HttpClient();
        var client = new JsonRpcClient(new Uri(url), http, s_fast with { MaxReadAttempts = 2 });
        var exception = await Assert.ThrowsAsync<JsonRpcException>(() => client.RequestAsync<long>(new JsonRpcCall("eth_chainId"), Token));
        Assert.True(exception.IsTransient);
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", client.EndpointOrigin, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_above_the_limit_is_ResultTooLarge()
    {
        await using var node = new ScriptedNode(Result('"' + new string('0', 100_001) + '"'));
        var exception = await Assert.ThrowsAsync<JsonRpcException>(() => Client(node).RequestAsync<string>(new JsonRpcCall("eth_getLogs"), Token));
        Assert.Equal(JsonRpcErrorKind.ResultTooLarge, exception.Kind);
        Assert.Equal(1, node.Requests);
    }

    [Fact]
    public async Task Batch_answers_in_any_order_are_brought_into_the_order_of_the_requests()
    {
        await using var node = new ScriptedNode(Batch(ids =>
            $"[{string.Join(',', ids.Reverse().Select(id => $$"""{"id":{{id}},"jsonrpc":"2.0","result":"0x{{id - ids[0]:x}}"}"""))}]"));
        var results = await Client(node).RequestBatchAsync<long>(Calls(20), Token);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (long)i), results);
    }

    [Fact]
    public async Task Batch_larger_than_the_limit_is_sent_in_parts()
    {
        await using var node = new ScriptedNode(Batch(ids => $"[{string.Join(',', ids.Select(id => $$"""{"id":{{id}},"result":"0x1"}"""))}]"));
        Assert.Equal(25, (await Client(node, s_fast with { MaxBatchSize = 10 }).RequestBatchAsync<long>(Calls(25), Token)).Count);
        Assert.Equal(3, node.Requests);
    }

    [Fact]
    public async Task Batch_with_an_answer_missing_is_repeated_as_a_whole()
    {
        await using var node = new ScriptedNode(
            Batch(ids => $$"""[{"id":{{ids[0]}},"result":"0x1"}]"""),
            Batch(ids => $"[{string.Join(',', ids.Select(id => $$"""{"id":{{id}},"result":"0x1"}"""))}]"));
        Assert.Equal([1L, 1L], await Client(node).RequestBatchAsync<long>(Calls(2), Token));
        Assert.Equal(2, node.Requests);
    }

    [Fact]
    public async Task Batch_refused_as_a_whole_is_that_error()
    {
        await using var node = new ScriptedNode(Http("200 OK", """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"batch too large"}}"""));
        var exception = await Assert.ThrowsAsync<JsonRpcException>(() => Client(node).RequestBatchAsync<long>(Calls(2), Token));
        Assert.Equal(JsonRpcErrorKind.ResultTooLarge, exception.Kind);
    }

    [Fact]
    public async Task Batch_with_a_transaction_in_it_is_sent_once()
    {
        await using var node = new ScriptedNode(Http("503 Service Unavailable", ""));
        await Assert.ThrowsAsync<JsonRpcException>(() => Client(node).RequestBatchAsync<string>(
            [new("eth_blockNumber"), new("eth_sendRawTransaction", new byte[] { 1 })], Token));
        Assert.Equal(1, node.Requests);
    }

    [Theory]
    [InlineData(1, null, 50, 100)]
    [InlineData(2, null, 100, 200)]
    [InlineData(3, null, 200, 400)]
    [InlineData(30, null, 5000, 5000)]
    [InlineData(1, 3, 3000, 3000)]
    [InlineData(1, 3600, 5000, 5000)]
    [InlineData(1, -5, 50, 100)]
    public void Retry_waits_grow_with_jitter_honour_Retry_After_and_stay_bounded(int attempt, int? askedForSeconds, int leastMs, int mostMs)
    {
        var askedFor = askedForSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
        for (var i = 0; i < 200; i++)
            Assert.InRange(RetryDelay.After(attempt, askedFor, new JsonRpcOptions()).TotalMilliseconds, leastMs, mostMs);
    }

    [Fact]
    public async Task Request_is_traced_and_measured_under_the_name_of_its_method()
    {
        var activities = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "ReFlow.Chain",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (activities)
                    activities.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var node = new ScriptedNode(Error(-32601, "no"));
        await Assert.ThrowsAsync<JsonRpcException>(() => Client(node).RequestAsync<long>(new JsonRpcCall("eth_telemetryTest"), Token));
        lock (activities)
        {
            var activity = activities.Single(one => one.OperationName == "eth_telemetryTest");
            Assert.Equal(ActivityKind.Client, activity.Kind);
            Assert.Equal("MethodNotFound", activity.GetTagItem("error.type"));
        }
    }

    static JsonRpcCall[] Calls(int count) => [.. Enumerable.Repeat(new JsonRpcCall("eth_blockNumber"), count)];

    // The handler of each client lives as long as the test process; a scripted node closes its connections itself.
    static JsonRpcClient Client(ScriptedNode node, JsonRpcOptions? options = null) => new(new Uri(node.Url), new HttpClient(), options ?? s_fast);
}
