using System.Diagnostics;
using System.Text.Json;
using ReFlow.Hosting.State;

namespace ReFlow.Hosting.Tests.Flavours;

/// <summary>
/// Evaluates both flavours with msbuild. The feed here cannot resolve Aspire's SDK, so an empty one stands in for it: what differs is
/// then what our own files say.
/// </summary>
public sealed class FlavourTests : IDisposable
{
    const string AppHost = "ReFlow.AppHost/ReFlow.AppHost.csproj";
    const string GraphTests = "tests/ReFlow.Graph.Tests/ReFlow.Graph.Tests.csproj";
    const string BrowserTests = "tests/ReFlow.Web.E2E/ReFlow.Web.E2E.csproj";
    const string Items = "Compile,Using,PackageReference,ProjectReference,FrameworkReference,EmbeddedResource,Content,None,AdditionalFiles";
    const string Properties = "TargetFramework,OutputType,AssemblyName,RootNamespace,DefineConstants,NoWarn,WarningsNotAsErrors,TreatWarningsAsErrors,Nullable,LangVersion,ImplicitUsings,AnalysisLevel,EnforceCodeStyleInBuild";

    static readonly string s_root = RepositoryRoot.Find();

    readonly DirectoryInfo _packages = Directory.CreateTempSubdirectory("reflow-sdk-");

    [Fact]
    public async Task Property_changes_only_references_usings_and_one_file_of_the_app_host()
    {
        var (embedded, aspire) = (await EvaluateAsync(AppHost, "Embedded"), await EvaluateAsync(AppHost, "Aspire"));

        Assert.Equal(embedded.Properties, aspire.Properties);
        Assert.Equal(
            ["+Compile Aspire/AnvilContainer.cs", "+PackageReference Aspire.Hosting.PostgreSQL", "+PackageReference Aspire.Hosting.Redis",
                "+Using Aspire.Hosting", "+Using Aspire.Hosting.ApplicationModel", "-ProjectReference ../ReFlow.Hosting/ReFlow.Hosting.csproj",
                "-Using ReFlow.Hosting", "-Using ReFlow.Hosting.ApplicationModel"],
            Difference(embedded, aspire));
    }

    [Fact]
    public async Task Property_changes_only_references_and_usings_of_the_graph_tests()
    {
        var (embedded, aspire) = (await EvaluateAsync(GraphTests, "Embedded"), await EvaluateAsync(GraphTests, "Aspire"));

        Assert.Equal(embedded.Properties, aspire.Properties);
        Assert.Equal(
            ["+PackageReference Aspire.Hosting.Testing", "+Using Aspire.Hosting", "+Using Aspire.Hosting.ApplicationModel", "+Using Aspire.Hosting.Testing",
                "-Using ReFlow.Hosting", "-Using ReFlow.Hosting.ApplicationModel", "-Using ReFlow.Hosting.Testing"],
            Difference(embedded, aspire));
    }

    [Fact]
    public async Task Property_changes_only_references_and_usings_of_the_browser_tests()
    {
        var (embedded, aspire) = (await EvaluateAsync(BrowserTests, "Embedded"), await EvaluateAsync(BrowserTests, "Aspire"));

        Assert.Equal(embedded.Properties, aspire.Properties);
        Assert.Equal(
            ["+PackageReference Aspire.Hosting.Testing", "+Using Aspire.Hosting", "+Using Aspire.Hosting.Testing",
                "-Using ReFlow.Hosting", "-Using ReFlow.Hosting.Testing"],
            Difference(embedded, aspire));
    }

    [Fact]
    public void No_other_project_knows_the_property()
    {
        var knowing = Directory.EnumerateFiles(s_root, "*.*proj", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(s_root, "*.props", SearchOption.TopDirectoryOnly))
            .Concat(Directory.EnumerateFiles(s_root, "*.targets", SearchOption.TopDirectoryOnly))
            .Where(path => !path.Contains("node_modules", StringComparison.Ordinal) && !path.Contains($"{Path.DirectorySeparatorChar}artifacts{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(path => File.ReadAllText(path).Contains("ReFlowHost", StringComparison.Ordinal))
            .Select(path => Path.GetRelativePath(s_root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

        // Directory.Packages.props holds the versions, in the same condition.
        Assert.Equal(["Directory.Packages.props", AppHost, GraphTests, BrowserTests], knowing);
    }

    [Fact]
    public async Task Default_flavour_resolves_no_Aspire_package()
    {
        var evaluated = await EvaluateAsync(AppHost, flavour: null);
        Assert.DoesNotContain(evaluated.Items, item => item.Contains("Aspire", StringComparison.Ordinal));
    }

    public void Dispose() => _packages.Delete(recursive: true);

    static IEnumerable<string> Difference(Evaluation left, Evaluation right) => right.Items.Except(left.Items).Select(i => $"+{i}")
        .Concat(left.Items.Except(right.Items).Select(i => $"-{i}")).Order(StringComparer.Ordinal);

    async Task<Evaluation> EvaluateAsync(string project, string? flavour)
    {
        WriteStandInSdk();
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = s_root, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["msbuild", project, $"-getItem:{Items}", $"-getProperty:{Properties}"])
            start.ArgumentList.Add(argument);
        if (flavour is not null)
            start.ArgumentList.Add($"-p:ReFlowHost={flavour}");
        start.Environment["NUGET_PACKAGES"] = _packages.FullName;
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestGraph.Token);
        var error = process.StandardError.ReadToEndAsync(TestGraph.Token);
        await process.WaitForExitAsync(TestGraph.Token);
        Assert.True(process.ExitCode == 0, $"msbuild failed: {await output}{await error}");
        return Evaluation.Parse(await output);
    }

    void WriteStandInSdk()
    {
        var folder = Path.Combine(_packages.FullName, "aspire.apphost.sdk", "13.5.2");
        Directory.CreateDirectory(Path.Combine(folder, "Sdk"));
        File.WriteAllText(Path.Combine(folder, "Sdk", "Sdk.props"), "<Project />");
        File.WriteAllText(Path.Combine(folder, "Sdk", "Sdk.targets"), "<Project />");
        File.WriteAllText(Path.Combine(folder, "aspire.apphost.sdk.13.5.2.nupkg.sha512"), "");
        File.WriteAllText(Path.Combine(folder, ".nupkg.metadata"), """{ "version": 2, "contentHash": "", "source": null }""");
        File.WriteAllText(
            Path.Combine(folder, "aspire.apphost.sdk.nuspec"),
            """
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata><id>Aspire.AppHost.Sdk</id><version>13.5.2</version><authors>a</authors><description>d</description></metadata>
            </package>
            """);
    }

    sealed record Evaluation(HashSet<string> Items, string Properties)
    {
        internal static Evaluation Parse(string json)
        {
            using var document = JsonDocument.Parse(json);
            var items = document.RootElement.GetProperty(nameof(Items)).EnumerateObject()
                .SelectMany(kind => kind.Value.EnumerateArray().Select(item => $"{kind.Name} {item.GetProperty("Identity").GetString()!.Replace('\\', '/')}"));
            return new Evaluation([.. items], document.RootElement.GetProperty(nameof(Properties)).GetRawText());
        }
    }
}
