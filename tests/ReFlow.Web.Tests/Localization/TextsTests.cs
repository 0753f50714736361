using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ReFlow.Web.Tests.Localization;

public sealed partial class TextsTests
{
    static readonly string[] s_patterns = ["*.razor", "*.cs"];
    static readonly IReadOnlyDictionary<string, string> s_english = Read("Texts.resx");
    static readonly IReadOnlyDictionary<string, string> s_indonesian = Read("Texts.id.resx");

    [Fact]
    public void Indonesian_has_every_english_text_with_the_same_placeholders()
    {
        Assert.Equal(s_english.Keys.Order(StringComparer.Ordinal), s_indonesian.Keys.Order(StringComparer.Ordinal));
        Assert.All(s_english, text => Assert.Equal(Placeholders(text.Value), Placeholders(s_indonesian[text.Key])));
    }

    [Fact]
    public void Every_key_in_the_source_has_a_text()
    {
        var missing = Sources()
            .SelectMany(file => Key().Matches(File.ReadAllText(file)).Select(match => match.Groups["key"].Value))
            .Distinct(StringComparer.Ordinal)
            .Where(key => !s_english.ContainsKey(key));

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_text_is_used()
    {
        var source = string.Concat(Sources().Select(File.ReadAllText));
        var unused = s_english.Keys.Where(key => !source.Contains(key, StringComparison.Ordinal) && !IsComputed(key, source));

        Assert.Empty(unused);
    }

    // T[$"Status.{status}"] and counted nouns use a family of keys.
    static bool IsComputed(string key, string source)
    {
        var prefix = key[..(key.LastIndexOf('.') + 1)];
        var family = prefix.TrimEnd('.');
        return source.Contains($"$\"{prefix}{{", StringComparison.Ordinal)
            || source.Contains($"$\"{family[..(family.IndexOf('.', StringComparison.Ordinal) + 1)]}{{", StringComparison.Ordinal)
            || source.Contains($"\"{family}\"", StringComparison.Ordinal);
    }

    static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal);

    static IEnumerable<string> Sources() =>
        s_patterns.SelectMany(pattern => Directory.EnumerateFiles(WebFolder(), pattern, SearchOption.AllDirectories));

    static Dictionary<string, string> Read(string file) =>
        XDocument.Load(Path.Combine(WebFolder(), "Localization", file)).Root!.Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value, StringComparer.Ordinal);

    static string WebFolder([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "ReFlow.Web"));

    [GeneratedRegex("""(?:T|[tT]exts)\["(?<key>[^"{]+)"[\],]""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();

    [GeneratedRegex(@"\{\d\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
