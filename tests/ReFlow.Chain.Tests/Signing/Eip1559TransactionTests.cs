using System.Globalization;
using System.Numerics;
using ReFlow.Chain.Signing;

namespace ReFlow.Chain.Tests.Signing;

public sealed class Eip1559TransactionTests
{
    sealed record Case(
        string Key, long ChainId, long Nonce, string MaxPriorityFeePerGas, string MaxFeePerGas, string Gas, Address? To, string Value, string Data,
        string Raw, Hash32 Hash);

    [Fact]
    public void Sign_gives_the_bytes_and_hash_of_viem_and_ethers() => Assert.All(VectorFile.Read<Case>("eip1559"), vector =>
    {
        var transaction = new Eip1559Transaction(
            vector.ChainId, vector.Nonce, Number(vector.MaxPriorityFeePerGas), Number(vector.MaxFeePerGas), (long)Number(vector.Gas), vector.To,
            Number(vector.Value), Hex.Decode(vector.Data));
        var key = PrivateKey.Parse(vector.Key);
        var signed = transaction.Sign(key);
        Assert.Equal(vector.Raw, Hex.Encode(signed.Raw));
        Assert.Equal(vector.Hash, signed.Hash);
    });

    [Theory]
    [InlineData(-1, 0, 0, 0)]
    [InlineData(0, -1, 0, 0)]
    [InlineData(0, 0, -1, 0)]
    [InlineData(0, 0, 0, -1)]
    public void Sign_refuses_negative_numbers(long chainId, long nonce, long gas, long value) => Assert.Throws<ArgumentOutOfRangeException>(() =>
        new Eip1559Transaction(chainId, nonce, 0, 0, gas, null, value, []).Sign(DevelopmentAccounts.Admin));

    static BigInteger Number(string text) => BigInteger.Parse(text, CultureInfo.InvariantCulture);
}
