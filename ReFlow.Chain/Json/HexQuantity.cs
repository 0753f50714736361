using System.Globalization;
using System.Numerics;

namespace ReFlow.Chain.Json;

/// <summary>Numbers as JSON-RPC quantities: 0x, then hex digits without leading zeros; zero is "0x0".</summary>
static class HexQuantity
{
    public static string Encode(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");
    }

    public static string Encode(BigInteger value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        // BigInteger's "x" format leads with a zero digit when the top bit is set, to show the sign.
        var digits = value.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return digits.Length == 0 ? "0x0" : "0x" + digits;
    }

    /// <summary>Reads up to 256 bits; tolerates leading zeros, as some nodes pad.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out BigInteger value)
    {
        value = default;
        return text.StartsWith("0x", StringComparison.Ordinal) && text.Length is > 2 and <= 66
            && BigInteger.TryParse($"0{text[2..]}", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
