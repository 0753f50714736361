using System.Text.Json;
using CsCheck;

namespace ReFlow.Chain.Tests;

public sealed class AddressTests
{
    sealed record Case(string Lower, string Checksummed);

    static readonly Gen<Address> s_addresses = Gen.Byte.Array[Address.Length].Select(bytes => Address.FromBytes(bytes));

    [Fact]
    public void ToString_gives_the_EIP55_checksum_of_viem_and_ethers() => Assert.All(VectorFile.Read<Case>("eip55"), vector =>
    {
        Assert.Equal(vector.Checksummed, Address.Parse(vector.Lower).ToString());
        Assert.Equal(Address.Parse(vector.Lower), Address.Parse(vector.Checksummed));
        Assert.Equal(Address.Parse(vector.Lower), Address.Parse("0x" + vector.Lower[2..].ToUpperInvariant()));
    });

    [Fact]
    public void Parse_refuses_every_single_wrong_case_in_a_mixed_case_address()
    {
        var right = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
        for (var i = 2; i < right.Length; i++)
        {
            if (!char.IsAsciiLetter(right[i]))
                continue;
            var wrong = right[..i] + (char)(right[i] ^ 0x20) + right[(i + 1)..];
            Assert.False(Address.TryParse(wrong, out _));
            Assert.Contains("EIP-55", Assert.Throws<FormatException>(() => Address.Parse(wrong)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed0")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg")]
    [InlineData(" 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0X5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    public void Parse_refuses_malformed_text(string text)
    {
        Assert.False(Address.TryParse(text, out var address));
        Assert.Equal(Address.Zero, address);
        Assert.Throws<FormatException>(() => Address.Parse(text));
    }

    [Fact]
    public void TryParse_of_null_is_false() => Assert.False(Address.TryParse((string?)null, out _));

    [Fact]
    public void Address_round_trips_over_bytes_text_and_JSON() => s_addresses.Sample(address =>
    {
        Assert.Equal(address, Address.FromBytes(address.ToByteArray()));
        Assert.Equal(address, Address.Parse(address.ToString()));
        Assert.Equal(address, JsonSerializer.Deserialize<Address>(JsonSerializer.Serialize(address)));
    });

    [Fact]
    public void Address_orders_and_equals_as_its_bytes() => Gen.Select(s_addresses, s_addresses).Sample((left, right) =>
    {
        var expected = left.ToByteArray().AsSpan().SequenceCompareTo(right.ToByteArray());
        Assert.Equal(Math.Sign(expected), Math.Sign(left.CompareTo(right)));
        Assert.Equal(expected == 0, left == right);
    });

    [Fact]
    public void Parse_of_any_text_gives_an_address_or_a_FormatException_and_nothing_else() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["0123456789abcdefABCDEFxg"], 38, 44]).Sample(text =>
        {
            try
            {
                Assert.Equal(Address.Parse(text).ToString(), text.StartsWith("0x", StringComparison.Ordinal) ? text : "0x" + text, ignoreCase: true);
            }
            catch (FormatException)
            {
                Assert.False(Address.TryParse(text, out _));
            }
        });

    [Theory]
    [InlineData(0)]
    [InlineData(19)]
    [InlineData(21)]
    [InlineData(32)]
    public void FromBytes_refuses_another_length(int length) => Assert.Throws<ArgumentException>(() => Address.FromBytes(new byte[length]));

    [Theory]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("\"0x12\"")]
    [InlineData("{}")]
    public void Json_of_another_shape_is_a_JsonException(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Address>(json));
}
