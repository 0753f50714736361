using System.Globalization;
using System.Text;

namespace ReFlow.Hosting.ApplicationModel;

/// <summary>Builds a <see cref="ReferenceExpression"/> piece by piece. Same as Aspire's.</summary>
public sealed class ReferenceExpressionBuilder
{
    readonly List<object> _parts = [];

    /// <summary>True while nothing was appended.</summary>
    public bool IsEmpty => _parts.Count == 0;

    /// <summary>Appends an interpolated string.</summary>
    public void Append(in ReferenceExpression.ExpressionInterpolatedStringHandler handler) => handler.AppendTo(this);

    /// <summary>Appends text.</summary>
    public void AppendLiteral(string value) => _parts.Add(value);

    /// <summary>Appends text.</summary>
    public void AppendFormatted(string? value) => _parts.Add(value ?? "");

    /// <summary>Appends text; the format <c>uri</c> escapes it.</summary>
    public void AppendFormatted(string? value, string? format) =>
        _parts.Add(string.Equals(format, "uri", StringComparison.OrdinalIgnoreCase) ? Uri.EscapeDataString(value ?? "") : value ?? "");

    /// <summary>Appends a value that is resolved later.</summary>
    public void AppendFormatted<T>(T valueProvider)
        where T : IValueProvider, IManifestExpressionProvider => AppendFormatted(valueProvider, format: null);

    /// <summary>Appends a value that is resolved later; the format <c>uri</c> escapes it.</summary>
    public void AppendFormatted<T>(T valueProvider, string? format)
        where T : IValueProvider, IManifestExpressionProvider => _parts.Add(new Placeholder(valueProvider, valueProvider.ValueExpression, format));

    /// <summary>Finishes the expression.</summary>
    public ReferenceExpression Build()
    {
        var text = new StringBuilder();
        var placeholders = new List<Placeholder>();
        foreach (var part in _parts)
        {
            if (part is Placeholder placeholder)
            {
                text.Append('{').Append(placeholders.Count.ToString(CultureInfo.InvariantCulture)).Append('}');
                placeholders.Add(placeholder);
            }
            else
            {
                // Braces of the text would be read as placeholders by string.Format.
                text.Append(((string)part).Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
            }
        }

        return new ReferenceExpression(
            text.ToString(),
            [.. placeholders.Select(p => p.Provider)],
            [.. placeholders.Select(p => p.Expression)],
            [.. placeholders.Select(p => p.Format)]);
    }

    internal void AppendBuilder(ReferenceExpressionBuilder other) => _parts.AddRange(other._parts);

    sealed record Placeholder(IValueProvider Provider, string Expression, string? Format);
}
