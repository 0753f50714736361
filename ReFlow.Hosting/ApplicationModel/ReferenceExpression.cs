using System.Globalization;

namespace ReFlow.Hosting.ApplicationModel;

/// <summary>
/// A string over values that are known only while the application runs. Same as Aspire's, without conditional expressions.
/// </summary>
public sealed partial class ReferenceExpression : IExpressionValue, IValueWithReferences
{
    readonly string?[] _stringFormats;

    internal ReferenceExpression(string format, IValueProvider[] valueProviders, string[] manifestExpressions, string?[] stringFormats)
    {
        Format = format;
        ValueProviders = valueProviders;
        ManifestExpressions = manifestExpressions;
        _stringFormats = stringFormats;
    }

    /// <summary>The expression with no text.</summary>
    public static readonly ReferenceExpression Empty = new("", [], [], []);

    /// <summary>The composite format string, <c>Host={0};Port={1}</c>.</summary>
    public string Format { get; }

    /// <summary>The values of the format's placeholders.</summary>
    public IReadOnlyList<IValueProvider> ValueProviders { get; }

    /// <summary>The names of those values in a manifest.</summary>
    public IReadOnlyList<string> ManifestExpressions { get; }

    /// <inheritdoc/>
    public string ValueExpression => string.Format(CultureInfo.InvariantCulture, Format, [.. ManifestExpressions]);

    IEnumerable<object> IValueWithReferences.References => ValueProviders;

    /// <summary>Makes an expression from an interpolated string.</summary>
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => handler.GetExpression();

    /// <summary>Resolves every value and formats them.</summary>
    /// <returns>The text; null when any value is null, as in Aspire.</returns>
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var values = new object?[ValueProviders.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var value = await ValueProviders[i].GetValueAsync(cancellationToken);
            if (value is null)
                return null;
            values[i] = string.Equals(_stringFormats[i], "uri", StringComparison.OrdinalIgnoreCase) ? Uri.EscapeDataString(value) : value;
        }

        return string.Format(CultureInfo.InvariantCulture, Format, values);
    }
}
