using CsCheck;
using ReFlow.Migrator.Contracts;

namespace ReFlow.Migrator.Tests;

public sealed class RuntimeCodeTests
{
    static readonly byte[] s_compiled = [0x60, 0x01, 0x7f, .. new byte[32], 0x50, 0x00];

    [Fact]
    public void Matches_filled_in_immutable_is_the_same_code() => Gen.Byte.Array[32].Sample(word =>
        Assert.True(RuntimeCode.Matches(s_compiled, [.. s_compiled[..3], .. word, .. s_compiled[^2..]])));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(35)]
    [InlineData(36)]
    public void Matches_any_other_byte_changed_is_other_code(int index)
    {
        var deployed = s_compiled.ToArray();
        deployed[index] ^= 1;

        Assert.False(RuntimeCode.Matches(s_compiled, deployed));
    }

    [Fact]
    public void Matches_another_length_is_other_code() => Assert.False(RuntimeCode.Matches(s_compiled, [.. s_compiled, 0]));
}
