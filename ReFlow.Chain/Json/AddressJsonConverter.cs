using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReFlow.Chain.Json;

/// <summary>An <see cref="Address"/> as its text; malformed text is a <see cref="JsonException"/>.</summary>
public sealed class AddressJsonConverter : JsonConverter<Address>
{
    public override Address Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // Mixed case is a checksum, which is checked below; nodes send lower case.
        Span<byte> bytes = stackalloc byte[Address.Length];
        if (HexToken.TryRead(ref reader, bytes) && !reader.ValueSpan.ContainsAnyInRange((byte)'A', (byte)'F'))
            return Address.FromBytes(bytes);
        return reader.TokenType == JsonTokenType.String && Address.TryParse(reader.GetString(), out var address)
            ? address
            : throw new JsonException("Expected an address: 0x and 40 hex digits.");
    }

    public override void Write(Utf8JsonWriter writer, Address value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
