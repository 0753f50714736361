using System.Text;

namespace ReFlow.Chain.Tests;

public sealed class Keccak256Tests
{
    sealed record Case(string Data, string Hash);

    [Fact]
    public void Hash_of_every_length_from_0_to_300_equals_viem_and_ethers()
    {
        var cases = VectorFile.Read<Case>("keccak256");
        Assert.Equal(301, cases.Count);
        Assert.All(cases, vector => Assert.Equal(vector.Hash, Keccak256.Hash(Hex.Decode(vector.Data)).ToString()));
    }

    [Fact]
    public void Hash_of_the_ERC20_transfer_event_is_the_topic_every_explorer_shows() => Assert.Equal(
        "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef",
        Keccak256.Hash(Encoding.ASCII.GetBytes("Transfer(address,address,uint256)")).ToString());

    [Fact]
    public void Hash_allocates_nothing()
    {
        Span<byte> digest = stackalloc byte[32];
        var data = new byte[1000];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            Keccak256.Hash(data, digest);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
    }
}
