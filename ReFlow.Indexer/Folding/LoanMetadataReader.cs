using System.Text.Json;
using ReFlow.Chain;

namespace ReFlow.Indexer.Folding;

/// <summary>
/// Reads a loan's metadata from a <c>data:application/json;base64,</c> URI (RFC 2397). Anyone who may create loans chooses these bytes,
/// so they are bounded, must hash to the loan's document hash, and every text must be one that PostgreSQL and a page can hold.
/// </summary>
static class LoanMetadataReader
{
    public const int MaximumBytes = 8 * 1024;

    const string Prefix = "data:application/json;base64,";
    const int MaximumTextLength = 1_000;
    const int MaximumUriLength = 16 * 1024;

    static readonly string[] s_sectors = ["Agriculture", "Fisheries", "Forestry", "SME", "Other"];
    static readonly string[] s_grades = ["A", "B", "C", "D", "E"];

    public static LoanMetadata Read(string uri, Hash32 documentHash)
    {
        if (Decode(uri) is not { } bytes || Keccak256.Hash(bytes) != documentHash)
            return LoanMetadata.Unverified;

        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 8 });
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : LoanMetadata.Unverified;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a lone surrogate escape (\ud800) in a property name, which is valid JSON and not valid text.
            return LoanMetadata.Unverified;
        }
    }

    /// <summary>The URI as it may be stored; null when it is too long or holds characters that no URI has.</summary>
    public static string? Storable(string uri) => uri.Length <= MaximumUriLength && uri.All(char.IsAscii) && !uri.Any(char.IsControl) ? uri : null;

    static byte[]? Decode(string uri)
    {
        if (!uri.StartsWith(Prefix, StringComparison.Ordinal) || uri.Length - Prefix.Length > MaximumBytes * 4 / 3 + 4)
            return null;

        var buffer = new byte[MaximumBytes + 8];
        return Convert.TryFromBase64Chars(uri.AsSpan(Prefix.Length), buffer, out var length) && length <= MaximumBytes ? buffer[..length] : null;
    }

    static LoanMetadata Read(JsonElement json) => new(
        Verified: true,
        Text(json, "name"),
        Text(json, "borrowerName"),
        OneOf(s_sectors, Text(json, "sector")),
        Text(json, "region"),
        OneOf(s_grades, Text(json, "grade")),
        Text(json, "purpose"),
        Text(json, "collateral"));

    static string? Text(JsonElement json, string property)
    {
        if (!json.TryGetProperty(property, out var value) || value.ValueKind != JsonValueKind.String)
            return null;

        try
        {
            var text = value.GetString()!;
            return text.Length is > 0 and <= MaximumTextLength && !text.Any(char.IsControl) ? text : null;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate escape again; only this text is left out.
            return null;
        }
    }

    static string? OneOf(string[] allowed, string? text) => Array.Find(allowed, candidate => candidate == text);
}
