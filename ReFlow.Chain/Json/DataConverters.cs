using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReFlow.Chain.Json;

sealed class HexBytesConverter : JsonConverter<byte[]>
{
    public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (HexToken.TryGetLength(ref reader, out var length) && new byte[length] is var data && HexToken.TryRead(ref reader, data))
            return data;
        return reader.TokenType == JsonTokenType.String && Hex.TryDecode(reader.GetString(), out var bytes)
            ? bytes
            : throw new JsonException("Expected hex data: 0x and an even number of hex digits.");
    }

    public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) => writer.WriteStringValue(Hex.Encode(value));
}

sealed class LogsBloomConverter : JsonConverter<LogsBloom>
{
    public override LogsBloom Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<byte> bits = stackalloc byte[LogsBloom.Length];
        if (HexToken.TryRead(ref reader, bits))
            return new LogsBloom(bits);
        return reader.TokenType == JsonTokenType.String && Hex.TryDecode(reader.GetString(), out var bytes) && bytes.Length == LogsBloom.Length
            ? new LogsBloom(bytes)
            : throw new JsonException($"Expected {LogsBloom.Length} bytes of hex data.");
    }

    public override void Write(Utf8JsonWriter writer, LogsBloom value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Hex.Encode(value.ToByteArray()));
}

sealed class BlockReferenceConverter : JsonConverter<BlockReference>
{
    public override BlockReference Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new JsonException("A block reference is a parameter and is never read.");

    /// <summary>A number or tag as text; a hash as EIP-1898's object.</summary>
    public override void Write(Utf8JsonWriter writer, BlockReference value, JsonSerializerOptions options)
    {
        if (value.Hash is not { } hash)
        {
            writer.WriteStringValue(value.ToString());
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("blockHash", hash.ToString());
        writer.WriteEndObject();
    }
}
