using Microsoft.Extensions.Localization;
using ReFlow.Web.Localization;

namespace ReFlow.Web.Formatting;

/// <summary>The sectors in the visitor's language.</summary>
public static class SectorName
{
    /// <summary>The translated name, or the original when it is none of the known sectors.</summary>
    public static string Of(string? sector, IStringLocalizer<Texts> texts)
    {
        if (string.IsNullOrEmpty(sector))
            return "–";
        var text = texts[$"Sector.{sector}"];
        return text.ResourceNotFound ? sector : text;
    }
}
