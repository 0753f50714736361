namespace ReFlow.Contracts.Tests;

// One collection: forge's output and cache folders serve one forge at a time.
[Collection("forge")]
public sealed class ContractsFolderTests
{
    [Fact]
    public async Task Committed_artifacts_are_what_the_sources_compile_to()
    {
        var result = await Forge.RunScriptAsync("artifacts.mjs", "--check");

        Assert.True(result.ExitCode == 0, result.Combined);
    }

    [Fact]
    public async Task Gas_per_operation_has_not_grown_by_more_than_a_hundredth()
    {
        var result = await Forge.RunScriptAsync("gas.mjs", "--check");

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

    [Fact]
    public async Task Holder_word_is_proven_for_every_word_price_and_amount()
    {
        var result = await Forge.RunScriptAsync("prove-word.mjs");

        Assert.True(result.ExitCode == 0, result.Combined);
    }

    // Planting and compiling all of them takes minutes: `.ci/run` does.
    [Fact]
    public async Task Planted_defects_still_fit_the_sources()
    {
        var result = await Forge.RunScriptAsync("mutations.mjs", "--texts");

        Assert.True(result.ExitCode == 0, result.Combined);
    }
}
