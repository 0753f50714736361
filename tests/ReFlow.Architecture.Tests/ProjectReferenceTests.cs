using System.Xml.Linq;

namespace ReFlow.Architecture.Tests;

/// <summary>A project may depend only on those below it; the web front end reaches data only over the API.</summary>
public sealed class ProjectReferenceTests
{
    static readonly Dictionary<string, string[]> s_allowed = new(StringComparer.Ordinal)
    {
        ["ReFlow.Domain"] = [],
        ["ReFlow.ServiceDefaults"] = [],
        ["ReFlow.Hosting"] = [],
        ["ReFlow.Chain"] = ["ReFlow.Domain"],
        ["ReFlow.Data"] = ["ReFlow.Domain", "ReFlow.Chain"],
        ["ReFlow.Migrator"] = ["ReFlow.Domain", "ReFlow.Chain", "ReFlow.Data", "ReFlow.ServiceDefaults"],
        ["ReFlow.Indexer"] = ["ReFlow.Domain", "ReFlow.Chain", "ReFlow.Data", "ReFlow.ServiceDefaults"],
        ["ReFlow.Operator"] = ["ReFlow.Domain", "ReFlow.Chain", "ReFlow.Data", "ReFlow.ServiceDefaults"],
        ["ReFlow.Api"] = ["ReFlow.Domain", "ReFlow.Chain", "ReFlow.Data", "ReFlow.ServiceDefaults"],
        ["ReFlow.Web"] = ["ReFlow.ServiceDefaults"],
        ["ReFlow.Demo"] = ["ReFlow.Domain", "ReFlow.Chain", "ReFlow.ServiceDefaults"],
        ["ReFlow.AppHost"] =
        [
            "ReFlow.Hosting", "ReFlow.ServiceDefaults", "ReFlow.Migrator", "ReFlow.Indexer", "ReFlow.Operator", "ReFlow.Api", "ReFlow.Web",
            "ReFlow.Demo",
        ],
    };

    public static TheoryData<string> ProductProjects => [.. Repository.Files(".csproj").Where(IsProduct)];

    [Theory]
    [MemberData(nameof(ProductProjects))]
    public void A_project_references_only_what_the_design_allows(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        Assert.True(s_allowed.TryGetValue(name, out var allowed), $"{name} is not in the design's list of projects.");
        var references = XDocument.Parse(Repository.Read(project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Empty(references.Except(allowed!));
    }

    [Fact]
    public void Versions_stand_in_one_central_file() =>
        Assert.DoesNotContain(Repository.Files(".csproj"), project => XDocument.Parse(Repository.Read(project))
            .Descendants("PackageReference")
            .Any(reference => reference.Attribute("Version") is not null && !IsOfTheAspireFlavour(reference)));

    static bool IsOfTheAspireFlavour(XElement reference) => reference.AncestorsAndSelf()
        .Any(element => ((string?)element.Attribute("Condition"))?.Contains("Aspire", StringComparison.Ordinal) is true);

    static bool IsProduct(string path) => !path.StartsWith("tests/", StringComparison.Ordinal);
}
