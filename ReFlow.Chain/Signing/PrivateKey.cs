using System.Diagnostics;

namespace ReFlow.Chain.Signing;

/// <summary>A secp256k1 private key. Nothing in it shows the key: text, debugger and JSON see the address.</summary>
[DebuggerDisplay("Key of {Address}")]
public sealed class PrivateKey
{
    public const int Length = 32;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    readonly byte[] _bytes;

    PrivateKey(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes.ToArray();
        Address = Secp256k1.AddressOf(_bytes);
    }

    public Address Address { get; }

    /// <exception cref="FormatException">The text is not 64 hex digits of a valid key. The message does not repeat the text.</exception>
    public static PrivateKey Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        return Hex.TryDecode(text, bytes)
            ? FromBytes(bytes)
            : throw new FormatException("Expected a private key of 0x and 64 hex digits.");
    }

    /// <exception cref="FormatException">Not 32 bytes, zero, or not below the curve's order.</exception>
    public static PrivateKey FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Length && Secp256k1.IsValidScalar(bytes)
        ? new PrivateKey(bytes)
        : throw new FormatException($"Expected a private key of {Length} bytes, above zero and below the order of secp256k1.");

    /// <summary>Signs a digest; the same digest always gives the same signature (RFC 6979), with a low s (EIP-2).</summary>
    public Signature Sign(Hash32 digest) => Secp256k1.Sign(_bytes, digest);

    public override string ToString() => $"Key of {Address}";
}
