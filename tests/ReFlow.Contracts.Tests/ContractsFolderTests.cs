namespace ReFlow.Contracts.Tests;

public sealed class ContractsFolderTests
{
    [Fact]
    public async Task Committed_artifacts_are_what_the_sources_compile_to()
    {
        var result = await Forge.RunScriptAsync("artifacts.mjs", "--check");

        Assert.True(result.ExitCode == 0, result.Combined);
    }

    [Fact]
    public async Task Solidity_files_are_formatted()
    {
        var result = await Forge.RunAsync("fmt", "--check");

        Assert.True(result.ExitCode == 0, result.Combined);
    }

    [Fact]
    public async Task Solidity_linter_has_nothing_to_say()
    {
        var result = await Forge.RunAsync("lint");

        Assert.True(result is { ExitCode: 0 } && result.Error.Trim().Length == 0, result.Combined);
    }
}
