using System.Text.Json;

namespace ReFlow.Chain.JsonRpc;

/// <summary>The error object of a JSON-RPC answer.</summary>
sealed record JsonRpcError(int Code, string Message, JsonElement? Data = null)
{
    // Nodes agree on few codes, so the text decides first. The spellings are those of geth, reth, Erigon, Nethermind and Anvil.
    static readonly (string Text, JsonRpcErrorKind Kind)[] s_kindByText =
    [
        ("nonce too low", JsonRpcErrorKind.NonceTooLow),
        ("oldnonce", JsonRpcErrorKind.NonceTooLow),
        ("already known", JsonRpcErrorKind.AlreadyKnown),
        ("alreadyknown", JsonRpcErrorKind.AlreadyKnown),
        ("already imported", JsonRpcErrorKind.AlreadyKnown),
        ("replacement transaction underpriced", JsonRpcErrorKind.ReplacementUnderpriced),
        ("underpriced", JsonRpcErrorKind.FeeTooLow),
        ("less than block base fee", JsonRpcErrorKind.FeeTooLow),
        ("feetoolow", JsonRpcErrorKind.FeeTooLow),
        ("insufficient funds", JsonRpcErrorKind.InsufficientFunds),
        ("insufficientfunds", JsonRpcErrorKind.InsufficientFunds),
        ("header not found", JsonRpcErrorKind.UnknownBlock),
        ("unknown block", JsonRpcErrorKind.UnknownBlock),
        ("block not found", JsonRpcErrorKind.UnknownBlock),
        ("blocknotfound", JsonRpcErrorKind.UnknownBlock),
        ("block out of range", JsonRpcErrorKind.UnknownBlock),
        ("beyond head", JsonRpcErrorKind.UnknownBlock),
        ("after last accepted block", JsonRpcErrorKind.UnknownBlock),
        ("returned more than", JsonRpcErrorKind.ResultTooLarge),
        ("response size", JsonRpcErrorKind.ResultTooLarge),
        ("too many results", JsonRpcErrorKind.ResultTooLarge),
        ("response is too big", JsonRpcErrorKind.ResultTooLarge),
        ("response too large", JsonRpcErrorKind.ResultTooLarge),
        ("batch too large", JsonRpcErrorKind.ResultTooLarge),
        ("block range", JsonRpcErrorKind.RangeTooLarge),
        ("range too large", JsonRpcErrorKind.RangeTooLarge),
        ("range limit", JsonRpcErrorKind.RangeTooLarge),
        ("exceeds limit of", JsonRpcErrorKind.RangeTooLarge),
        ("too many blocks", JsonRpcErrorKind.RangeTooLarge),
        ("rate limit", JsonRpcErrorKind.RateLimited),
        ("too many requests", JsonRpcErrorKind.RateLimited),
        ("request count exceeded", JsonRpcErrorKind.RateLimited),
        ("compute units", JsonRpcErrorKind.RateLimited),
        ("timeout", JsonRpcErrorKind.Timeout),
        ("timed out", JsonRpcErrorKind.Timeout),
        ("revert", JsonRpcErrorKind.Reverted),
        // Anvil's word for code that cannot run, under the code of an internal error: asking again changes nothing.
        ("evm error", JsonRpcErrorKind.Refused),
    ];

    public JsonRpcErrorKind Kind
    {
        get
        {
            if (Code == 3)
                return JsonRpcErrorKind.Reverted;
            foreach (var (text, kind) in s_kindByText)
            {
                if (Message.Contains(text, StringComparison.OrdinalIgnoreCase))
                    return kind;
            }

            return Code switch
            {
                -32601 => JsonRpcErrorKind.MethodNotFound,
                -32602 or -32600 or -32700 => JsonRpcErrorKind.InvalidParams,
                -32005 or 429 => JsonRpcErrorKind.RateLimited,
                -32603 => JsonRpcErrorKind.Unavailable,
                _ => JsonRpcErrorKind.Refused,
            };
        }
    }

    public JsonRpcException ToException(string method)
    {
        var kind = Kind;
        if (kind != JsonRpcErrorKind.Reverted)
            return new JsonRpcException(method, kind, $"{Message} (code {Code})", Code);
        var revertData = ReadRevertData();
        var reason = RevertReason.Describe(revertData);
        return new JsonRpcException(method, kind, $"the call reverted: {reason}", Code) { RevertData = revertData, RevertReason = reason };
    }

    // geth and Anvil put the hex text into "data"; some nodes wrap it once more as { "data": "0x…" }.
    byte[] ReadRevertData()
    {
        var data = Data is { ValueKind: JsonValueKind.Object } wrapped && wrapped.TryGetProperty("data", out var inner) ? inner : Data;
        return data is { ValueKind: JsonValueKind.String } text && Hex.TryDecode(text.GetString(), out var bytes) ? bytes : [];
    }
}
