using System.Numerics;
using System.Text;
using CsCheck;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Tests.Abi;

public sealed class AbiDecoderTests
{
    static readonly Gen<BigInteger> s_uint256 = Gen.Byte.Array[0, 32].Select(bytes => new BigInteger(bytes, isUnsigned: true));
    static readonly Gen<Address> s_address = Gen.Byte.Array[20].Select(bytes => Address.FromBytes(bytes));

    [Fact]
    public void Values_round_trip_in_any_mixture_of_static_and_dynamic_types() =>
        Gen.Select(s_uint256, s_address, Gen.Bool, Gen.String, Gen.Byte.Array[0, 100], Gen.Byte.Array[32]).Sample((number, address, boolean, text, bytes, word) =>
        {
            var expected = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            var encoded = new AbiEncoder().String(text).UInt(number).Bytes(bytes).Address(address).Bool(boolean).Bytes32(Hash32.FromBytes(word)).ToByteArray();
            Assert.Equal(0, encoded.Length % 32);
            var decoder = new AbiDecoder(encoded);
            Assert.Equal(expected, decoder.String());
            Assert.Equal(number, decoder.UInt());
            Assert.Equal(bytes, decoder.Bytes());
            Assert.Equal(address, decoder.Address());
            Assert.Equal(boolean, decoder.Bool());
            Assert.Equal(Hash32.FromBytes(word), decoder.Bytes32());
            decoder.End();
        });

    [Fact]
    public void Garbage_of_any_length_gives_values_or_an_AbiException_and_nothing_else() =>
        Gen.Select(Gen.OneOf(Gen.Byte, Gen.Const((byte)0)).Array[0, 300], Gen.Int[0, 8].Array[1, 6]).Sample((data, reads) =>
        {
            try
            {
                var decoder = new AbiDecoder(data);
                foreach (var read in reads)
                {
                    _ = read switch
                    {
                        0 => decoder.Address(),
                        1 => decoder.UInt(64),
                        2 => decoder.Bool(),
                        3 => decoder.Bytes(),
                        4 => decoder.String(),
                        5 => decoder.Int64(),
                        6 => decoder.UnixTime(256),
                        7 => decoder.Bytes4(),
                        _ => (object)decoder.Count(),
                    };
                }

                decoder.End();
            }
            catch (AbiException exception)
            {
                Assert.StartsWith("Expected", exception.Message, StringComparison.Ordinal);
                Assert.Contains("seen", exception.Message, StringComparison.Ordinal);
            }
        }, iter: 20_000);

    [Fact]
    public void Every_cut_of_an_encoding_is_an_AbiException()
    {
        var whole = new AbiEncoder().UInt(7).String("Kopi Gayo").Address(Address.Zero).Bytes(new byte[40]).ToByteArray();
        for (var length = 0; length < whole.Length; length++)
            Assert.Throws<AbiException>(() => ReadAll(whole.AsSpan(0, length)));
        ReadAll(whole);
        Assert.Throws<AbiException>(() => ReadAll([.. whole, 0]));

        static void ReadAll(ReadOnlySpan<byte> data)
        {
            var decoder = new AbiDecoder(data);
            decoder.UInt();
            decoder.String();
            decoder.Address();
            decoder.Bytes();
            decoder.End();
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(40)]
    [InlineData(64)]
    [InlineData(128)]
    public void Dirty_upper_bits_of_a_number_are_refused(int bits)
    {
        var word = new AbiEncoder().UInt((BigInteger.One << bits) - 1).ToByteArray();
        Assert.Equal((BigInteger.One << bits) - 1, new AbiDecoder(word).UInt(bits));
        var dirty = new AbiEncoder().UInt(BigInteger.One << bits).ToByteArray();
        Assert.Contains($"uint{bits}", Assert.Throws<AbiException>(() => new AbiDecoder(dirty).UInt(bits)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new AbiEncoder().UInt(BigInteger.One << bits, bits));
    }

    [Fact]
    public void Dirty_upper_bits_of_an_address_and_a_bool_are_refused()
    {
        var word = new byte[32];
        word[11] = 1;
        Assert.Throws<AbiException>(() => new AbiDecoder(word).Address());
        Assert.Throws<AbiException>(() => new AbiDecoder(word).Bool());
        word[11] = 0;
        word[31] = 2;
        Assert.Throws<AbiException>(() => new AbiDecoder(word).Bool());
    }

    [Theory]
    [InlineData(0, "0x0000000000000000000000000000000000000000000000000000000000000040")]
    [InlineData(0, "0x0000000000000000000000000000000000000000000000000000000000000021")]
    [InlineData(0, "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData(0, "0x000000000000000000000000000000000000000000000000000000007fffffff")]
    [InlineData(32, "0x0000000000000000000000000000000000000000000000000000000000000021")]
    [InlineData(32, "0x000000000000000000000000000000000000000000000000000000007fffffff")]
    [InlineData(32, "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData(64, "0x6100000000000000000000000000000000000000000000000000000000000001")]
    public void Hostile_offsets_lengths_and_padding_of_dynamic_data_are_refused(int position, string word)
    {
        var data = new AbiEncoder().String("a").ToByteArray();
        Hex.Decode(word).CopyTo(data, position);
        Assert.Throws<AbiException>(() =>
        {
            var decoder = new AbiDecoder(data);
            decoder.String();
            decoder.End();
        });
    }

    [Fact]
    public void String_that_is_not_UTF8_is_read_with_replacement_characters()
    {
        var data = new AbiEncoder().Bytes([0x61, 0xff, 0x62]).ToByteArray();
        Assert.Equal("a\uFFFDb", new AbiDecoder(data).String());
    }
}
