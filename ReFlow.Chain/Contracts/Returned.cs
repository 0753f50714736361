using System.Numerics;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts;

/// <summary>Return data of a single value.</summary>
static class Returned
{
    public static BigInteger UInt(byte[] returned, int bits = 256)
    {
        var decoder = new AbiDecoder(returned);
        var value = decoder.UInt(bits);
        decoder.End();
        return value;
    }

    public static int Count(byte[] returned)
    {
        var decoder = new AbiDecoder(returned);
        var value = decoder.Count();
        decoder.End();
        return value;
    }

    public static Address Address(byte[] returned)
    {
        var decoder = new AbiDecoder(returned);
        var value = decoder.Address();
        decoder.End();
        return value;
    }

    public static Hash32 Bytes32(byte[] returned)
    {
        var decoder = new AbiDecoder(returned);
        var value = decoder.Bytes32();
        decoder.End();
        return value;
    }

    public static string String(byte[] returned)
    {
        var decoder = new AbiDecoder(returned);
        var value = decoder.String();
        decoder.End();
        return value;
    }

    public static bool Bool(byte[] returned)
    {
        var decoder = new AbiDecoder(returned);
        var value = decoder.Bool();
        decoder.End();
        return value;
    }
}
