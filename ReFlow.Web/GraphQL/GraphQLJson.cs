using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReFlow.Web.GraphQL;

/// <summary>How the API's JSON maps to C#: USDT as decimal strings, block numbers as numbers or strings, enums in upper snake case.</summary>
public static class GraphQLJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        // A null where the schema promises a value is an unreadable answer, not a surprise later on.
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        Converters = { new UsdtConverter(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper) },
    };

    /// <summary>Reads the <c>Usdt</c> scalar. A JSON number is refused: it may have passed through a float.</summary>
    sealed class UsdtConverter : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String)
                throw new JsonException("A USDT amount must be a decimal string.");
            return decimal.TryParse(
                reader.GetString(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
                ? amount
                : throw new JsonException("A USDT amount must be a plain decimal string.");
        }

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }
}
