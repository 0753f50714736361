using Microsoft.Extensions.Localization;
using ReFlow.Web.Localization;

namespace ReFlow.Web.Formatting;

/// <summary>Lengths of time in words.</summary>
public static class Durations
{
    const long Minute = 60;
    const long Hour = 60 * Minute;
    const long Day = 24 * Hour;

    /// <summary>The length in its largest unit that leaves no rest to speak of: <c>180 days</c>, <c>36 hours</c>, <c>45 seconds</c>.</summary>
    public static string Length(long seconds, IStringLocalizer<Texts> texts)
    {
        var (count, unit) = seconds switch
        {
            >= 2 * Day => (seconds / Day, "Days"),
            >= 2 * Hour => (seconds / Hour, "Hours"),
            >= 2 * Minute => (seconds / Minute, "Minutes"),
            _ => (seconds, "Seconds"),
        };
        return Counted(count, $"Duration.{unit}", texts);
    }

    /// <summary>How long ago or how far ahead: <c>12 seconds ago</c>, <c>in 3 days</c>, <c>just now</c>.</summary>
    public static string Relative(DateTimeOffset time, DateTimeOffset now, IStringLocalizer<Texts> texts)
    {
        var seconds = (long)(time - now).TotalSeconds;
        return seconds switch
        {
            > -2 and < 2 => texts["Duration.JustNow"],
            < 0 => texts["Duration.Ago", Length(-seconds, texts)],
            _ => texts["Duration.In", Length(seconds, texts)],
        };
    }

    /// <summary>A counted noun; the resource has a form for one and a form for other counts.</summary>
    public static string Counted(long count, string key, IStringLocalizer<Texts> texts) =>
        texts[count == 1 ? $"{key}.One" : $"{key}.Other", Figures.Count(count)];
}
