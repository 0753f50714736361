using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReFlow.Chain.Json;

sealed class BigIntegerQuantityConverter : JsonConverter<BigInteger>
{
    public override BigInteger Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadQuantity(ref reader);

    public override void Write(Utf8JsonWriter writer, BigInteger value, JsonSerializerOptions options) =>
        writer.WriteStringValue(HexQuantity.Encode(value));

    public static BigInteger ReadQuantity(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String when HexQuantity.TryParse(reader.GetString(), out var value) => value,
        JsonTokenType.Number when reader.TryGetInt64(out var value) && value >= 0 => value,
        _ => throw new JsonException("Expected a hex quantity such as \"0x1f\"."),
    };
}

sealed class Int64QuantityConverter : JsonConverter<long>
{
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadQuantity(ref reader);

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) =>
        writer.WriteStringValue(HexQuantity.Encode(value));

    public static long ReadQuantity(ref Utf8JsonReader reader)
    {
        if (HexToken.TryReadQuantity(ref reader, out var small))
            return small;
        var value = BigIntegerQuantityConverter.ReadQuantity(ref reader);
        return value <= long.MaxValue ? (long)value : throw new JsonException("Expected a quantity below 2^63.");
    }
}

sealed class Int32QuantityConverter : JsonConverter<int>
{
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadQuantity(ref reader);

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) =>
        writer.WriteStringValue(HexQuantity.Encode((long)value));

    public static int ReadQuantity(ref Utf8JsonReader reader)
    {
        var value = HexToken.TryReadQuantity(ref reader, out var small) ? small : BigIntegerQuantityConverter.ReadQuantity(ref reader);
        return value <= int.MaxValue ? (int)value : throw new JsonException("Expected a quantity below 2^31.");
    }
}

/// <summary>A time as a quantity of unix seconds.</summary>
sealed class UnixSecondsConverter : JsonConverter<DateTimeOffset>
{
    static readonly long s_maxSeconds = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var seconds = Int64QuantityConverter.ReadQuantity(ref reader);
        return seconds <= s_maxSeconds
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new JsonException($"Expected unix seconds up to {s_maxSeconds}.");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(HexQuantity.Encode(value.ToUnixTimeSeconds()));
}

/// <summary>
/// The time in a log entry. One gateway is known to answer "0x0" for every log, so zero means "not told" here.
/// </summary>
sealed class LogTimestampConverter : JsonConverter<DateTimeOffset?>
{
    static readonly UnixSecondsConverter s_seconds = new();

    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var time = s_seconds.Read(ref reader, typeof(DateTimeOffset), options);
        return time == DateTimeOffset.UnixEpoch ? null : time;
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) =>
        s_seconds.Write(writer, value ?? DateTimeOffset.UnixEpoch, options);
}

/// <summary>A receipt's status: 1 is success, 0 is a revert.</summary>
sealed class ReceiptStatusConverter : JsonConverter<bool>
{
    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        BigIntegerQuantityConverter.ReadQuantity(ref reader) == 1;

    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteStringValue(value ? "0x1" : "0x0");
}
