using System.Numerics;
using ReFlow.Chain.JsonRpc;

namespace ReFlow.Chain.Tests.Live;

public sealed class EthereumClientTests(AnvilNode anvil)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    EthereumClient Chain => anvil.Client;

    [Fact]
    public async Task GetHeadersAsync_gives_a_linked_chain_in_order()
    {
        await MineAsync(250);
        var head = await Chain.GetBlockNumberAsync(Token);
        var headers = await Chain.GetHeadersAsync(head - 220, head, Token);
        Assert.Equal(221, headers.Count);
        foreach (var (parent, child) in headers.Zip(headers.Skip(1)))
        {
            Assert.Equal(parent.Hash, child.ParentHash);
            Assert.Equal(parent.Number + 1, child.Number);
            Assert.True(parent.Timestamp <= child.Timestamp);
        }
    }

    [Fact]
    public async Task GetHeaderAsync_by_number_hash_and_tag_gives_the_same_header()
    {
        await MineAsync(1);
        var number = await Chain.GetBlockNumberAsync(Token);
        var byNumber = await Chain.GetHeaderAsync(number, Token);
        Assert.NotNull(byNumber);
        Assert.Equal(byNumber, await Chain.GetHeaderAsync(byNumber.Hash, Token));
        Assert.Equal(0, (await Chain.GetHeaderAsync(BlockReference.Earliest, Token))!.Number);
        Assert.True((await Chain.GetHeaderAsync(BlockReference.Latest, Token))!.Number >= number);
        Assert.True(byNumber.BaseFeePerGas > 0);
    }

    [Fact]
    public async Task GetHeaderAsync_of_an_unknown_block_is_null()
    {
        Assert.Null(await Chain.GetHeaderAsync(1_000_000_000, Token));
        Assert.Null(await Chain.GetHeaderAsync(Keccak256.Hash("no such block"u8), Token));
    }

    [Fact]
    public async Task GetHeadersAsync_beyond_the_head_is_a_transient_UnknownBlock()
    {
        var exception = await Assert.ThrowsAsync<JsonRpcException>(() => Chain.GetHeadersAsync(1_000_000_000, 1_000_000_001, Token));
        Assert.Equal(JsonRpcErrorKind.UnknownBlock, exception.Kind);
        Assert.True(exception.IsTransient);
    }

    [Fact]
    public async Task GetLogsAsync_beyond_the_head_is_UnknownBlock_and_not_an_empty_list()
    {
        var exception = await Assert.ThrowsAsync<JsonRpcException>(() => Chain.GetLogsAsync(0, 1_000_000_000, LogFilter.All, Token));
        Assert.Equal(JsonRpcErrorKind.UnknownBlock, exception.Kind);
    }

    [Fact]
    public async Task GetLogsByBlockHashAsync_of_an_unknown_block_is_UnknownBlock()
    {
        var exception = await Assert.ThrowsAsync<JsonRpcException>(
            () => Chain.GetLogsByBlockHashAsync(Keccak256.Hash("no such block"u8), LogFilter.All, Token));
        Assert.Equal(JsonRpcErrorKind.UnknownBlock, exception.Kind);
    }

    [Fact]
    public async Task Unknown_method_is_a_permanent_MethodNotFound()
    {
        var exception = await Assert.ThrowsAsync<JsonRpcException>(() => Chain.RequestAsync<string>("eth_noSuchMethod", [], Token));
        Assert.Equal(JsonRpcErrorKind.MethodNotFound, exception.Kind);
        Assert.False(exception.IsTransient);
        Assert.Equal(-32601, exception.Code);
        Assert.Equal("eth_noSuchMethod", exception.Method);
    }

    [Fact]
    public async Task Malformed_parameters_are_a_permanent_InvalidParams()
    {
        var exception = await Assert.ThrowsAsync<JsonRpcException>(() => Chain.RequestAsync<BigInteger>("eth_getBalance", ["nonsense"], Token));
        Assert.Equal(JsonRpcErrorKind.InvalidParams, exception.Kind);
    }

    [Fact]
    public async Task Every_request_to_a_node_of_another_chain_is_refused_and_the_message_names_both_ids_and_the_node()
    {
        var wrong = EthereumClient.Connect(anvil.Url, expectedChainId: 5000);
        var exception = await Assert.ThrowsAsync<WrongChainException>(() => wrong.GetBlockNumberAsync(Token));
        Assert.Equal(5000, exception.ExpectedChainId);
        Assert.Equal(31337, exception.SeenChainId);
        Assert.Contains("5000", exception.Message, StringComparison.Ordinal);
        Assert.Contains("31337", exception.Message, StringComparison.Ordinal);
        Assert.Contains(anvil.Url, exception.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<WrongChainException>(() => wrong.SendRawTransactionAsync([1], Token));
        await Assert.ThrowsAsync<WrongChainException>(() => wrong.GetHeadersAsync(0, 0, Token));
    }

    Task<object?> MineAsync(long blocks) => Chain.RequestAsync<object?>("anvil_mine", [blocks], Token);
}
