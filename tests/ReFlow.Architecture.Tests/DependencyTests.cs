using System.Text.Json;
using System.Xml.Linq;

namespace ReFlow.Architecture.Tests;

/// <summary>Every dependency is pinned exactly and has its reason in docs/dependencies.md.</summary>
public sealed class DependencyTests
{
    static readonly string s_reasons = Repository.Read("docs/dependencies.md");

    public static TheoryData<string, string> Packages => [.. NuGetPackages().Concat(NpmPackages())];

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_dependency_is_pinned_and_has_a_reason(string name, string version)
    {
        Assert.Matches(@"^\d+\.\d+\.\d+(-[\w.]+)?$", version);
        Assert.Contains($"`{name}`", s_reasons, StringComparison.Ordinal);
    }

    static IEnumerable<(string, string)> NuGetPackages()
    {
        var properties = XDocument.Parse(Repository.Read("Directory.Packages.props"));
        var variables = properties.Descendants("PropertyGroup").Elements().ToDictionary(element => $"$({element.Name.LocalName})", element => element.Value, StringComparer.Ordinal);
        return properties.Descendants("PackageVersion").Select(package =>
            (package.Attribute("Include")!.Value, variables.GetValueOrDefault(package.Attribute("Version")!.Value, package.Attribute("Version")!.Value)));
    }

    static IEnumerable<(string, string)> NpmPackages()
    {
        using var manifest = JsonDocument.Parse(Repository.Read("package.json"));
        foreach (var section in new[] { "dependencies", "optionalDependencies", "devDependencies" })
        {
            foreach (var package in manifest.RootElement.GetProperty(section).EnumerateObject())
                yield return (package.Name, package.Value.GetString()!);
        }
    }
}
