using System.Security.Cryptography;

namespace ReFlow.Hosting.ApplicationModel;

/// <summary>Makes a parameter's value when configuration has none. Same as Aspire's, without manifests.</summary>
public abstract class ParameterDefault
{
    /// <summary>Makes the value.</summary>
    public abstract string GetDefaultValue();
}

/// <summary>
/// A random value of letters and digits. Aspire's has more switches; ReFlow's passwords need none of them. The value is kept in the
/// state folder (Aspire keeps it in user secrets), so that it fits a data folder that is kept as well.
/// </summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    /// <summary>The number of characters, 22 unless told otherwise (128 bits).</summary>
    public int MinLength { get; set; } = 22;

    /// <inheritdoc/>
    public override string GetDefaultValue() => RandomNumberGenerator.GetString(Alphabet, MinLength);
}
