using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReFlow.Chain.Json;

/// <summary>A <see cref="Hash32"/> as its text; malformed text is a <see cref="JsonException"/>.</summary>
public sealed class Hash32JsonConverter : JsonConverter<Hash32>
{
    public override Hash32 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<byte> bytes = stackalloc byte[Hash32.Length];
        if (HexToken.TryRead(ref reader, bytes))
            return Hash32.FromBytes(bytes);
        return reader.TokenType == JsonTokenType.String && Hash32.TryParse(reader.GetString(), out var hash)
            ? hash
            : throw new JsonException("Expected 32 bytes: 0x and 64 hex digits.");
    }

    public override void Write(Utf8JsonWriter writer, Hash32 value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
