using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace ReFlow.Chain.Json;

/// <summary>Reads hex text where it lies in the answer, without a string for each value.</summary>
static class HexToken
{
    const int LongDigits = 15;

    /// <summary>The text's length in bytes, when it is plain hex data.</summary>
    public static bool TryGetLength(ref Utf8JsonReader reader, out int length)
    {
        length = 0;
        if (!TryGetDigits(ref reader, out var digits) || digits.Length % 2 != 0)
            return false;
        length = digits.Length / 2;
        return true;
    }

    /// <summary>Fills <paramref name="destination"/> exactly; false when the text is not hex of just that length.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, scoped Span<byte> destination) =>
        TryGetDigits(ref reader, out var digits)
        && digits.Length == destination.Length * 2
        && Convert.FromHexString(digits, destination, out _, out _) == OperationStatus.Done;

    /// <summary>A quantity that fits; false for any other text, which may still be one.</summary>
    public static bool TryReadQuantity(ref Utf8JsonReader reader, out long value)
    {
        value = 0;
        return TryGetDigits(ref reader, out var digits) && digits.Length is > 0 and <= LongDigits
            && Utf8Parser.TryParse(digits, out value, out var read, 'x') && read == digits.Length;
    }

    static bool TryGetDigits(ref Utf8JsonReader reader, out ReadOnlySpan<byte> digits)
    {
        digits = default;
        if (reader.TokenType != JsonTokenType.String || reader.HasValueSequence || reader.ValueIsEscaped || !reader.ValueSpan.StartsWith("0x"u8))
            return false;
        digits = reader.ValueSpan[2..];
        return true;
    }
}
