namespace ReFlow.Contracts.Tests;

[Collection("forge")]
public sealed class SolidityTests
{
    public static async Task<TheoryData<string, string>> AllAsync() => [.. await ForgeTestRun.ListAsync()];

    [Theory]
    [MemberData(nameof(AllAsync))]
    public async Task Solidity_test_passes(string contract, string test)
    {
        var result = await ForgeTestRun.ResultAsync(contract, test);

        Assert.True(result is not null, $"forge lists {contract} {test} and did not run it");
        Assert.True(result.Passed, result.Explanation);
    }
}
