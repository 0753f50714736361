namespace ReFlow.Chain.Tests;

public sealed class Create2Tests
{
    sealed record Case(Address Deployer, Hash32 Salt, string InitCode, Address Address);

    [Fact]
    public void AddressOf_equals_viem_and_ethers() => Assert.All(VectorFile.Read<Case>("create2"),
        vector => Assert.Equal(vector.Address, Create2.AddressOf(vector.Deployer, vector.Salt, Hex.Decode(vector.InitCode))));
}
