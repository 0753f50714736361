using CsCheck;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Tests.Abi;

public sealed class Bytes4Tests
{
    [Fact]
    public void Bytes4_round_trips_over_bytes_text_and_ABI() => Gen.Byte.Array[Bytes4.Length].Sample(bytes =>
    {
        var value = Bytes4.FromBytes(bytes);
        Assert.Equal(Hex.Encode(bytes), value.ToString());
        Assert.Equal(value, Bytes4.Parse(value.ToString()));
        Assert.Equal(value, new AbiDecoder(new AbiEncoder().Bytes4(value).ToByteArray()).Bytes4());
    });

    [Fact]
    public void It_is_the_selector_of_a_function() =>
        Assert.Equal("0xa9059cbb", Bytes4.FromBytes(new AbiFunction("transfer(address,uint256)").Selector).ToString());

    [Theory]
    [InlineData("0x")]
    [InlineData("0xa9059cb")]
    [InlineData("0xa9059cbb00")]
    [InlineData("0xa9059cbg")]
    public void Parse_refuses_malformed_text(string text) => Assert.Throws<FormatException>(() => Bytes4.Parse(text));

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void Another_length_is_refused(int length) => Assert.Throws<ArgumentException>(() => Bytes4.FromBytes(new byte[length]));

    [Fact]
    public void Dirty_lower_bytes_are_refused()
    {
        var word = new byte[32];
        word[4] = 1;
        Assert.Contains("bytes4", Assert.Throws<AbiException>(() => new AbiDecoder(word).Bytes4()).Message, StringComparison.Ordinal);
        Assert.Throws<AbiException>(() => new AbiDecoder(word).Bytes1());
    }
}
