using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math.EC;
using Org.BouncyCastle.Math.EC.Multiplier;
using Curve = Org.BouncyCastle.Math.EC.ECCurve;
using Integer = Org.BouncyCastle.Math.BigInteger;

namespace ReFlow.Chain.Signing;

/// <summary>ECDSA over secp256k1 (SEC 2, 2.4.1) with deterministic nonces (RFC 6979), as Ethereum uses it.</summary>
static class Secp256k1
{
    static readonly X9ECParameters s_parameters = CustomNamedCurves.GetByName("secp256k1");
    static readonly Curve s_curve = s_parameters.Curve;
    static readonly ECDomainParameters s_domain = new(s_curve, s_parameters.G, s_parameters.N, s_parameters.H);
    static readonly Integer s_halfOrder = s_parameters.N.ShiftRight(1);

    /// <summary>Whether 32 bytes are a private key: 1 to n - 1.</summary>
    public static bool IsValidScalar(ReadOnlySpan<byte> bytes)
    {
        var value = ToInteger(bytes);
        return value.SignValue > 0 && value.CompareTo(s_parameters.N) < 0;
    }

    /// <summary>Whether s is in the lower half of the order: the only form that Ethereum takes in transactions (EIP-2).</summary>
    public static bool IsLowS(ReadOnlySpan<byte> s) => ToInteger(s).CompareTo(s_halfOrder) <= 0;

    /// <summary>The address of a private key: the last 20 bytes of keccak256 of the public point.</summary>
    public static Address AddressOf(ReadOnlySpan<byte> privateKey) =>
        AddressOf(new FixedPointCombMultiplier().Multiply(s_parameters.G, ToInteger(privateKey)).Normalize());

    public static Signature Sign(ReadOnlySpan<byte> privateKey, Hash32 digest)
    {
        var key = ToInteger(privateKey);
        var signer = new ECDsaSigner(new HMacDsaKCalculator(new Sha256Digest()));
        signer.Init(forSigning: true, new ECPrivateKeyParameters(key, s_domain));
        var components = signer.GenerateSignature(digest.ToByteArray());
        var s = components[1].CompareTo(s_halfOrder) > 0 ? s_parameters.N.Subtract(components[1]) : components[1];

        Span<byte> bytes = stackalloc byte[64];
        Write(components[0], bytes[..32]);
        Write(s, bytes[32..]);
        var (rHash, sHash) = (Hash32.FromBytes(bytes[..32]), Hash32.FromBytes(bytes[32..]));

        // BouncyCastle does not tell the nonce point's parity, so the recovery that gives back our own address decides.
        var own = AddressOf(privateKey);
        for (byte yParity = 0; yParity < 2; yParity++)
        {
            var signature = new Signature(rHash, sHash, yParity);
            if (signature.TryRecoverAddress(digest, out var recovered) && recovered == own)
                return signature;
        }

        // r + n below the field prime would need recovery ids 2 and 3, which Ethereum's transactions cannot carry: probability 2^-127.
        throw new InvalidOperationException("The signature's nonce point is not representable.");
    }

    /// <summary>SEC 1, 4.1.6. False when no point of the curve has the r, or the recovered key is the point at infinity.</summary>
    public static bool TryRecover(Signature signature, Hash32 digest, out Address address)
    {
        address = default;
        var r = ToInteger(signature.R.ToByteArray());
        var s = ToInteger(signature.S.ToByteArray());
        if (!InOrder(r) || !InOrder(s) || !TryDecompress(signature, out var noncePoint))
            return false;

        var inverse = r.ModInverse(s_parameters.N);
        var digestScalar = ToInteger(digest.ToByteArray()).Mod(s_parameters.N);
        var pointFactor = s.Multiply(inverse).Mod(s_parameters.N);
        var generatorFactor = s_parameters.N.Subtract(digestScalar).Multiply(inverse).Mod(s_parameters.N);
        var publicKey = ECAlgorithms.SumOfTwoMultiplies(s_parameters.G, generatorFactor, noncePoint, pointFactor).Normalize();
        if (publicKey.IsInfinity)
            return false;
        address = AddressOf(publicKey);
        return true;
    }

    static bool TryDecompress(Signature signature, out ECPoint point)
    {
        var compressed = new byte[33];
        compressed[0] = (byte)(2 + signature.YParity);
        signature.R.WriteTo(compressed.AsSpan(1));
        try
        {
            point = s_curve.DecodePoint(compressed);
            return true;
        }
        catch (ArgumentException)
        {
            // BouncyCastle's way to say that no curve point has this x coordinate.
            point = s_curve.Infinity;
            return false;
        }
    }

    static bool InOrder(Integer value) => value.SignValue > 0 && value.CompareTo(s_parameters.N) < 0;

    static Address AddressOf(ECPoint publicKey)
    {
        var encoded = publicKey.GetEncoded(compressed: false);
        return Address.FromBytes(Keccak256.Hash(encoded.AsSpan(1)).ToByteArray().AsSpan(12));
    }

    static Integer ToInteger(ReadOnlySpan<byte> bytes) => new(1, bytes);

    static void Write(Integer value, Span<byte> destination)
    {
        var bytes = value.ToByteArrayUnsigned();
        destination.Clear();
        bytes.CopyTo(destination[(destination.Length - bytes.Length)..]);
    }
}
