using CsCheck;
using ReFlow.Chain;

namespace ReFlow.Data.Tests;

public sealed class DeterministicIdTests
{
    static readonly Gen<Hash32> s_hash = Gen.Byte.Array[32].Select(bytes => Hash32.FromBytes(bytes));

    [Fact]
    public void ForEvent_same_event_same_id()
    {
        // Computed once by another program (sha256 of "investments", a zero byte, 32 bytes of 0x11 and 00000007): changing it would change every stored id.
        var id = DeterministicId.ForEvent("investments", Hash32.FromBytes(Enumerable.Repeat((byte)0x11, 32).ToArray()), 7);

        Assert.Equal(Guid.Parse("5a695254-5144-8dc4-b5c0-8f5b0962d1c1"), id);
    }

    [Fact]
    public void Id_is_a_version_8_uuid_of_the_RFC_9562_variant()
    {
        Gen.Select(s_hash, Gen.Int[0, 100_000]).Sample((hash, index) =>
        {
            var id = DeterministicId.ForEvent("claims", hash, index);
            Assert.Equal(8, id.Version);
            Assert.InRange(id.Variant, 0x8, 0xB);
        });
    }

    [Fact]
    public void ForEvent_any_difference_another_id()
    {
        Gen.Select(s_hash, Gen.Int[0, 1_000], Gen.Int[1, 1_000]).Sample((hash, index, step) =>
        {
            var id = DeterministicId.ForEvent("claims", hash, index);
            Assert.NotEqual(id, DeterministicId.ForEvent("claims", hash, index + step));
            Assert.NotEqual(id, DeterministicId.ForEvent("transactions", hash, index));
        });
    }
}
