using System.Text.RegularExpressions;

namespace ReFlow.Hosting.ApplicationModel;

/// <summary>The naming rule that Aspire applies to resources.</summary>
static partial class ResourceName
{
    const int MaximumLength = 64;

    internal static void Validate(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.Length > MaximumLength || !Pattern().IsMatch(name))
            throw new ArgumentException(
                $"'{name}' is not a resource name: expected 1 to {MaximumLength} letters, digits and single hyphens, a letter first and no hyphen last.",
                nameof(name));
    }

    [GeneratedRegex("^[A-Za-z](-?[A-Za-z0-9])*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
