using System.Text;

namespace ReFlow.Chain;

/// <summary>
/// EIP-55: a hex letter is upper case when the matching nibble of keccak256(lower-case hex text) is 8 or more.
/// </summary>
static class Eip55
{
    public static string Format(Address address)
    {
        Span<char> text = stackalloc char[2 + (Address.Length * 2)];
        "0x".CopyTo(text);
        Checksum(address, text[2..]);
        return text.ToString();
    }

    /// <summary>Whether the 40 digits use one case only (no checksum claimed) or carry the right checksum.</summary>
    public static bool IsAcceptable(ReadOnlySpan<char> digits, Address address)
    {
        if (!digits.ContainsAnyInRange('A', 'F') || !digits.ContainsAnyInRange('a', 'f'))
            return true;
        Span<char> expected = stackalloc char[Address.Length * 2];
        Checksum(address, expected);
        return digits.SequenceEqual(expected);
    }

    static void Checksum(Address address, Span<char> digits)
    {
        Span<byte> bytes = stackalloc byte[Address.Length];
        address.WriteTo(bytes);
        Convert.TryToHexStringLower(bytes, digits, out _);

        Span<byte> ascii = stackalloc byte[Address.Length * 2];
        Encoding.ASCII.GetBytes(digits, ascii);
        Span<byte> hash = stackalloc byte[Hash32.Length];
        Keccak256.Hash(ascii, hash);
        for (var i = 0; i < digits.Length; i++)
        {
            var nibble = i % 2 == 0 ? hash[i / 2] >> 4 : hash[i / 2] & 0xF;
            if (nibble >= 8)
                digits[i] = char.ToUpperInvariant(digits[i]);
        }
    }
}
