using System.Globalization;

namespace ReFlow.Web.Localization;

/// <summary>The cultures that the front end speaks; the first is the fall-back.</summary>
public static class Cultures
{
    public const string English = "en";
    public const string Indonesian = "id-ID";

    public static IReadOnlyList<string> Supported { get; } = [English, Indonesian];

    /// <summary>The language tag for <c>html lang</c>.</summary>
    public static string Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "id" ? Indonesian : English;
}
