using System.Text.Json;

namespace ReFlow.Chain.Json;

/// <summary>
/// How values look in Ethereum's JSON-RPC: numbers are hex quantities ("0x1f", no leading zeros), bytes are hex data, times are quantities of
/// unix seconds. Numbers are read from plain JSON numbers too, because development methods (<c>evm_increaseTime</c>) answer with them.
/// </summary>
static class ChainJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            Converters =
            {
                new Int64QuantityConverter(), new Int32QuantityConverter(), new BigIntegerQuantityConverter(), new UnixSecondsConverter(),
                new HexBytesConverter(), new LogsBloomConverter(), new BlockReferenceConverter(), new LogEntryConverter(),
            },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
