using System.Text.Json;
using ReFlow.Chain.JsonRpc;

namespace ReFlow.Chain.Tests.JsonRpc;

/// <summary>Error texts as geth, reth, Erigon, Nethermind, Anvil and the large providers write them.</summary>
public sealed class JsonRpcErrorTests
{
    [Theory]
    [InlineData(-32000, "nonce too low: next nonce 5, tx nonce 3", JsonRpcErrorKind.NonceTooLow)]
    [InlineData(-32003, "nonce too low", JsonRpcErrorKind.NonceTooLow)]
    [InlineData(-32010, "OldNonce, Current nonce: 5, nonce of rejected tx: 3", JsonRpcErrorKind.NonceTooLow)]
    [InlineData(-32000, "already known", JsonRpcErrorKind.AlreadyKnown)]
    [InlineData(-32003, "transaction already imported", JsonRpcErrorKind.AlreadyKnown)]
    [InlineData(-32010, "AlreadyKnown", JsonRpcErrorKind.AlreadyKnown)]
    [InlineData(-32000, "replacement transaction underpriced", JsonRpcErrorKind.ReplacementUnderpriced)]
    [InlineData(-32000, "transaction underpriced: tip needed 1000000000, tip permitted 1", JsonRpcErrorKind.FeeTooLow)]
    [InlineData(-32000, "max fee per gas less than block base fee: address 0x…", JsonRpcErrorKind.FeeTooLow)]
    [InlineData(-32000, "insufficient funds for gas * price + value: balance 0", JsonRpcErrorKind.InsufficientFunds)]
    [InlineData(-32003, "Insufficient funds for gas * price + value", JsonRpcErrorKind.InsufficientFunds)]
    [InlineData(3, "execution reverted: custom error", JsonRpcErrorKind.Reverted)]
    [InlineData(-32000, "execution reverted", JsonRpcErrorKind.Reverted)]
    [InlineData(-32015, "VM execution error: revert", JsonRpcErrorKind.Reverted)]
    [InlineData(-32601, "the method eth_foo does not exist/is not available", JsonRpcErrorKind.MethodNotFound)]
    [InlineData(-32602, "missing value for required argument 0", JsonRpcErrorKind.InvalidParams)]
    [InlineData(-32600, "invalid request", JsonRpcErrorKind.InvalidParams)]
    [InlineData(-32000, "header not found", JsonRpcErrorKind.UnknownBlock)]
    [InlineData(-32000, "unknown block", JsonRpcErrorKind.UnknownBlock)]
    [InlineData(-32001, "block not found: 0x12", JsonRpcErrorKind.UnknownBlock)]
    [InlineData(-32005, "query returned more than 10000 results", JsonRpcErrorKind.ResultTooLarge)]
    [InlineData(-32600, "You can make eth_getLogs requests with up to a 10 block range.", JsonRpcErrorKind.RangeTooLarge)]
    [InlineData(-32602, "range 1000000 exceeds limit of 10000", JsonRpcErrorKind.RangeTooLarge)]
    [InlineData(-32602, "range 9009594 is bigger than range limit 2000", JsonRpcErrorKind.RangeTooLarge)]
    [InlineData(-32005, "query exceeds max block range 10000", JsonRpcErrorKind.RangeTooLarge)]
    [InlineData(-32602, "Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range", JsonRpcErrorKind.ResultTooLarge)]
    [InlineData(-32003, "response too large", JsonRpcErrorKind.ResultTooLarge)]
    [InlineData(-32600, "batch too large", JsonRpcErrorKind.ResultTooLarge)]
    [InlineData(-32008, "Log response size exceeded.", JsonRpcErrorKind.ResultTooLarge)]
    [InlineData(-32005, "daily request count exceeded, request rate limited", JsonRpcErrorKind.RateLimited)]
    [InlineData(429, "Your app has exceeded its compute units per second capacity", JsonRpcErrorKind.RateLimited)]
    [InlineData(-32002, "request timed out", JsonRpcErrorKind.Timeout)]
    [InlineData(-32603, "Internal error", JsonRpcErrorKind.Unavailable)]
    [InlineData(-32000, "gas limit reached", JsonRpcErrorKind.Refused)]
    public void Error_of_a_node_has_the_kind_that_a_caller_acts_on(int code, string message, JsonRpcErrorKind kind)
    {
        var exception = new JsonRpcError(code, message).ToException("eth_method");
        Assert.Equal(kind, exception.Kind);
        Assert.Equal(code, exception.Code);
        Assert.Equal(kind is JsonRpcErrorKind.Unavailable or JsonRpcErrorKind.Timeout or JsonRpcErrorKind.RateLimited or JsonRpcErrorKind.UnknownBlock, exception.IsTransient);
        Assert.Equal(kind == JsonRpcErrorKind.Reverted, exception.RevertData is not null);
    }

    [Theory]
    [InlineData("\"0x08c379a00000000000000000000000000000000000000000000000000000000000000020000000000000000000000000000000000000000000000000000000000000000568656c6c6f000000000000000000000000000000000000000000000000000000\"", "hello")]
    [InlineData("{\"data\":\"0x4e487b710000000000000000000000000000000000000000000000000000000000000011\"}", "Panic: arithmetic overflow")]
    [InlineData("\"0x4e487b710000000000000000000000000000000000000000000000000000000000000099\"", "Panic: code 0x99")]
    [InlineData("\"0x\"", "without a reason")]
    [InlineData("null", "without a reason")]
    [InlineData("{}", "without a reason")]
    [InlineData("17", "without a reason")]
    [InlineData("\"0xdeadbeef01\"", "0xdeadbeef01")]
    [InlineData("\"0xde\"", "0xde")]
    [InlineData("\"0x08c379a0ffff\"", "0x08c379a0ffff")]
    public void Revert_data_is_told_in_words_or_as_hex(string data, string reason) => Assert.Equal(
        reason, new JsonRpcError(3, "execution reverted", JsonElement.Parse(data)).ToException("eth_call").RevertReason);

    [Fact]
    public void Revert_reason_of_a_hostile_contract_is_cut()
    {
        var data = new ReFlow.Chain.Abi.AbiFunction("Error(string)").Call().String(new string('x', 100_000)).ToByteArray();
        var exception = new JsonRpcError(3, "execution reverted", JsonSerializer.SerializeToElement(Hex.Encode(data))).ToException("eth_call");
        Assert.InRange(exception.Message.Length, 100, 700);
    }
}
