namespace ReFlow.Architecture.Tests;

/// <summary>One idea per file, entry programs that read at a glance, and nothing in the repository that only one machine understands.</summary>
public sealed class SourceFileTests
{
    const int LongestApplicationFile = 300;
    const int LongestContract = 350;
    const int LongestProgram = 30;
    const int LongestAppHost = 60;

    static readonly string[] s_machineWords = [string.Concat("/wo", "rk/"), string.Concat("registry.npm", "js.org"), string.Concat("api.nuget", ".org")];

    [Fact]
    public void No_application_file_is_longer_than_three_hundred_lines() =>
        Assert.DoesNotContain(Application(".cs", ".razor", ".js", ".mjs"), file => Lines(file) > LongestApplicationFile);

    [Fact]
    public void No_contract_is_longer_than_three_hundred_and_fifty_lines() =>
        Assert.DoesNotContain(Application(".sol"), file => !file.Contains("/test/", StringComparison.Ordinal) && Lines(file) > LongestContract);

    [Fact]
    public void Every_entry_program_is_shorter_than_thirty_lines() =>
        Assert.DoesNotContain(Application(".cs"), file => Path.GetFileName(file) == "Program.cs" && Lines(file) >= LongestProgram);

    [Fact]
    public void The_app_host_reads_as_one_page() =>
        Assert.InRange(Lines("ReFlow.AppHost/AppHost.cs"), 1, LongestAppHost);

    [Fact]
    public void No_file_names_a_machine_path_or_a_registry() =>
        Assert.DoesNotContain(
            Repository.Files(".cs", ".razor", ".csproj", ".props", ".targets", ".json", ".md", ".mjs", ".js", ".sol", ".yml", ".toml"),
            file => s_machineWords.Any(word => Repository.Read(file).Contains(word, StringComparison.Ordinal)));

    static IEnumerable<string> Application(params string[] extensions) =>
        Repository.Files(extensions).Where(file => !file.StartsWith("tests/", StringComparison.Ordinal));

    static int Lines(string file) => Repository.Read(file).AsSpan().Count('\n');
}
