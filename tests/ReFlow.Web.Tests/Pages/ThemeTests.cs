using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Bunit;
using MudBlazor;

namespace ReFlow.Web.Tests.Pages;

public sealed partial class ThemeTests : WebContext
{
    [Fact]
    public void Theme_file_defines_every_variable_that_mudblazor_would()
    {
        var emitted = Variable().Matches(Render<MudThemeProvider>().Markup).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        var defined = Variable().Matches(File.ReadAllText(ThemeFile())).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        // color-scheme itself decides, so the variable that mirrors it has no place.
        emitted.Remove("--mud-native-html-color-scheme:");

        Assert.NotEmpty(emitted);
        Assert.Empty(emitted.Except(defined, StringComparer.Ordinal));
    }

    static string ThemeFile([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../../ReFlow.Web/wwwroot/css/mudblazor-theme.css"));

    [GeneratedRegex("--mud-[a-z0-9-]+:", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();
}
