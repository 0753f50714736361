using System.Globalization;

namespace ReFlow.Api;

sealed class DateTimeScalar() : TextScalar(
    "DateTime",
    "A moment in UTC, RFC 3339: \"2026-03-01T00:00:00Z\".",
    "an RFC 3339 moment")
{
    protected override object? Parse(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value) ? value : null;

    protected override string? Format(object value) =>
        value is DateTimeOffset moment
            ? moment.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)
            : null;
}
