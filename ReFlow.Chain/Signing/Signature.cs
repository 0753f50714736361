using System.Runtime.InteropServices;

namespace ReFlow.Chain.Signing;

/// <summary>An ECDSA signature with what is needed to recover its signer.</summary>
/// <param name="YParity">0 or 1: the parity of the nonce point (v - 27 in the older form).</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Signature(Hash32 R, Hash32 S, byte YParity)
{
    public const int Length = 65;

    /// <summary>Reads r, s and v as wallets give them: 65 bytes, v being 0, 1, 27 or 28.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bytes, out Signature signature)
    {
        signature = default;
        if (bytes.Length != Length || bytes[64] is not (0 or 1 or 27 or 28))
            return false;
        var yParity = (byte)(bytes[64] >= 27 ? bytes[64] - 27 : bytes[64]);
        signature = new Signature(Hash32.FromBytes(bytes[..32]), Hash32.FromBytes(bytes[32..64]), yParity);
        return true;
    }

    /// <summary>65 bytes, v being 27 or 28.</summary>
    public byte[] ToByteArray()
    {
        var bytes = new byte[Length];
        R.WriteTo(bytes);
        S.WriteTo(bytes.AsSpan(32));
        bytes[64] = (byte)(27 + YParity);
        return bytes;
    }

    /// <summary>Whether s is in the lower half, which makes the signature the only one of its kind (EIP-2).</summary>
    public bool IsLowS => Secp256k1.IsLowS(S.ToByteArray());

    /// <summary>The account that signed the digest.</summary>
    /// <exception cref="FormatException">The values are not a signature of any key.</exception>
    public Address RecoverAddress(Hash32 digest) => TryRecoverAddress(digest, out var address)
        ? address
        : throw new FormatException("The signature is not valid for any key: r or s is out of range, or r is on no curve point.");

    /// <summary>As <see cref="RecoverAddress"/>, without an exception.</summary>
    public bool TryRecoverAddress(Hash32 digest, out Address address)
    {
        address = default;
        return YParity <= 1 && Secp256k1.TryRecover(this, digest, out address);
    }
}
