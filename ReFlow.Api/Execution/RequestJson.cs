using System.Text.Json;

namespace ReFlow.Api;

/// <summary>Reads JSON that a stranger sent: no duplicate names, bounded depth, and every string is Unicode text.</summary>
static class RequestJson
{
    static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <exception cref="JsonException">The bytes are not such JSON.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, s_strict);
            RequireText(document.RootElement);
            return document.RootElement.Clone();
        }
        catch (InvalidOperationException notText)
        {
            throw new JsonException("A string is not valid Unicode text.", notText);
        }
    }

    // The parser leaves strings encoded: a lone surrogate or broken UTF-8 would fail only at whoever reads it later.
    static void RequireText(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    RequireText(item);
                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    _ = property.Name;
                    RequireText(property.Value);
                }

                break;
        }
    }
}
