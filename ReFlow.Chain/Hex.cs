using System.Buffers;

namespace ReFlow.Chain;

/// <summary>Bytes as 0x-prefixed hex text, the form Ethereum's JSON-RPC calls <c>DATA</c>.</summary>
public static class Hex
{
    /// <summary>Lower-case hex with the prefix 0x; empty input gives "0x".</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);

    /// <summary>Reads hex text of an even number of digits; the prefix 0x is optional.</summary>
    /// <exception cref="FormatException">The text has an odd number of digits or a character that is not a hex digit.</exception>
    public static byte[] Decode(ReadOnlySpan<char> text) => TryDecode(text, out var bytes)
        ? bytes
        : throw new FormatException($"Expected an even number of hex digits, seen {Describe(text)}.");

    /// <summary>As <see cref="Decode"/>, without an exception.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        var digits = WithoutPrefix(text);
        bytes = digits.Length % 2 == 0 ? new byte[digits.Length / 2] : [];
        return digits.Length % 2 == 0 && TryDecode(digits, bytes);
    }

    /// <summary>Fills <paramref name="destination"/> exactly; false when the text is not hex of just that length.</summary>
    internal static bool TryDecode(ReadOnlySpan<char> text, Span<byte> destination)
    {
        var digits = WithoutPrefix(text);
        return digits.Length == destination.Length * 2
            && Convert.FromHexString(digits, destination, out _, out _) == OperationStatus.Done;
    }

    internal static ReadOnlySpan<char> WithoutPrefix(ReadOnlySpan<char> text) =>
        text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text;

    /// <summary>The text for an error message, cut so that a hostile input cannot fill the log.</summary>
    internal static string Describe(ReadOnlySpan<char> text) =>
        text.Length <= 80 ? $"\"{text}\"" : $"\"{text[..80]}…\" ({text.Length} characters)";
}
