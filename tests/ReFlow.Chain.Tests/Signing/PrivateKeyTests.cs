using System.Text.Json;
using CsCheck;
using ReFlow.Chain.Signing;

namespace ReFlow.Chain.Tests.Signing;

public sealed class PrivateKeyTests
{
    sealed record Case(string Key, Address Address, Hash32 Digest, Hash32 R, Hash32 S, byte YParity);

    internal static readonly Gen<PrivateKey> Keys = Gen.Byte.Array[32].Where(bytes => Secp256k1.IsValidScalar(bytes)).Select(bytes => PrivateKey.FromBytes(bytes));

    internal static readonly Gen<Hash32> Digests = Gen.Byte.Array[32].Select(bytes => Hash32.FromBytes(bytes));

    [Fact]
    public void Address_and_signature_equal_those_of_viem_and_ethers() => Assert.All(VectorFile.Read<Case>("keys"), vector =>
    {
        var key = PrivateKey.Parse(vector.Key);
        Assert.Equal(vector.Address, key.Address);
        Assert.Equal(new Signature(vector.R, vector.S, vector.YParity), key.Sign(vector.Digest));
    });

    [Fact]
    public void Sign_gives_a_low_s_and_a_signature_that_recovers_the_signer() => Gen.Select(Keys, Digests).Sample((key, digest) =>
    {
        var signature = key.Sign(digest);
        Assert.True(signature.IsLowS);
        Assert.Equal(key.Address, signature.RecoverAddress(digest));
        Assert.True(Signature.TryFromBytes(signature.ToByteArray(), out var read));
        Assert.Equal(signature, read);
    }, iter: 200);

    [Fact]
    public void RecoverAddress_of_any_bytes_gives_an_address_or_a_FormatException_and_nothing_else() =>
        Gen.Select(Gen.Byte.Array[65], Digests).Sample((bytes, digest) =>
        {
            if (!Signature.TryFromBytes([.. bytes[..64], (byte)(27 + (bytes[64] & 1))], out var signature))
                Assert.Fail("65 bytes with v 27 or 28 are readable.");
            if (!signature.TryRecoverAddress(digest, out _))
                Assert.Throws<FormatException>(() => signature.RecoverAddress(digest));
        }, iter: 300);

    [Fact]
    public void RecoverAddress_refuses_r_and_s_outside_the_order()
    {
        var order = Hash32.Parse("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
        var one = Hash32.Parse("0x0000000000000000000000000000000000000000000000000000000000000001");
        Assert.All([(Hash32.Zero, one), (one, Hash32.Zero), (order, one), (one, order)],
            pair => Assert.False(new Signature(pair.Item1, pair.Item2, 0).TryRecoverAddress(one, out _)));
        Assert.False(new Signature(one, one, 2).TryRecoverAddress(one, out _));
    }

    [Theory]
    [InlineData(64, 27)]
    [InlineData(66, 27)]
    [InlineData(0, 27)]
    [InlineData(65, 26)]
    [InlineData(65, 2)]
    [InlineData(65, 29)]
    public void TryFromBytes_refuses_another_length_or_v(int length, byte v)
    {
        var bytes = new byte[length];
        if (length > 0)
            bytes[^1] = v;
        Assert.False(Signature.TryFromBytes(bytes, out _));
    }

    [Theory]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")]
    [InlineData("0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b7869")]
    [InlineData("correct horse battery staple")]
    public void Parse_refuses_what_is_no_key_and_does_not_repeat_it(string text)
    {
        var exception = Assert.Throws<FormatException>(() => PrivateKey.Parse(text));
        Assert.DoesNotContain(text, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Key_shows_itself_in_no_text_form()
    {
        const string Secret = "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";
        var key = PrivateKey.Parse(Secret);
        Assert.DoesNotContain(Secret[..8], key.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal($$"""{"Address":"{{key.Address}}"}""", JsonSerializer.Serialize(key));
    }

    [Fact]
    public void Development_accounts_are_those_of_the_default_mnemonic()
    {
        Assert.Equal("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266", DevelopmentAccounts.Admin.Address.ToString());
        Assert.Equal("0x70997970C51812dc3A010C7d01b50e0d17dc79C8", DevelopmentAccounts.Operator.Address.ToString());
        Assert.Equal("0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC", DevelopmentAccounts.Originator.Address.ToString());
        Assert.Equal("0x90F79bf6EB2c4f870365E785982E1f101E93b906", DevelopmentAccounts.Treasury.Address.ToString());
        Assert.Equal(
        [
            "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65", "0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc",
            "0x976EA74026E726554dB657fA54763abd0C3a0aa9", "0x14dC79964da2C08b23698B3D3cc7Ca32193d9955",
            "0x23618e81E3f5cdF7f54C3d65f7FBc0aBf5B21E8f", "0xa0Ee7A142d267C1f36714E4a8F75612F20a79720",
        ], DevelopmentAccounts.Investors.Select(key => key.Address.ToString()));
    }
}
