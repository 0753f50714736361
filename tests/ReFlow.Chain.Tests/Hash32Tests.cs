using System.Text.Json;
using CsCheck;

namespace ReFlow.Chain.Tests;

public sealed class Hash32Tests
{
    static readonly Gen<Hash32> s_hashes = Gen.Byte.Array[Hash32.Length].Select(bytes => Hash32.FromBytes(bytes));

    [Fact]
    public void Hash32_round_trips_over_bytes_text_and_JSON() => s_hashes.Sample(hash =>
    {
        Assert.Equal(hash, Hash32.FromBytes(hash.ToByteArray()));
        Assert.Equal(hash, Hash32.Parse(hash.ToString()));
        Assert.Equal(hash, Hash32.Parse(hash.ToString().ToUpperInvariant()[2..]));
        Assert.Equal(hash, JsonSerializer.Deserialize<Hash32>(JsonSerializer.Serialize(hash)));
    });

    [Fact]
    public void Hash32_orders_as_its_bytes() => Gen.Select(s_hashes, s_hashes).Sample((left, right) => Assert.Equal(
        Math.Sign(left.ToByteArray().AsSpan().SequenceCompareTo(right.ToByteArray())), Math.Sign(left.CompareTo(right))));

    [Theory]
    [InlineData("0x")]
    [InlineData("0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3e")]
    [InlineData("0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef00")]
    [InlineData("0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3eg")]
    public void Parse_refuses_malformed_text(string text)
    {
        Assert.False(Hash32.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Hash32.Parse(text));
    }

    [Fact]
    public void Hex_round_trips_any_bytes() => Gen.Byte.Array[0, 200].Sample(bytes => Assert.Equal(bytes, Hex.Decode(Hex.Encode(bytes))));

    [Theory]
    [InlineData("0x1")]
    [InlineData("0xzz")]
    [InlineData("abc")]
    [InlineData("0x0x00")]
    public void Hex_refuses_odd_digits_and_other_characters(string text)
    {
        Assert.False(Hex.TryDecode(text, out _));
        Assert.Throws<FormatException>(() => Hex.Decode(text));
    }
}
