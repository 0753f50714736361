namespace ReFlow.Hosting.ApplicationModel;

/// <summary>
/// A value from <c>Parameters:{name}</c>, or its default. Same as Aspire's; a missing value stops the start with a message
/// instead of a prompt on the dashboard.
/// </summary>
public sealed class ParameterResource : Resource, IResourceWithoutLifetime, IExpressionValue
{
    readonly Lazy<string> _value;

    /// <summary>Creates the parameter.</summary>
    /// <param name="name">The resource name.</param>
    /// <param name="callback">Gives the value; called once, on first use.</param>
    /// <param name="secret">True when the value must not be shown.</param>
    public ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(callback);
        _value = new Lazy<string>(() => callback(Default));
        Secret = secret;
    }

    /// <summary>True when the value must not be shown.</summary>
    public bool Secret { get; }

    /// <summary>What the parameter is for.</summary>
    public string? Description { get; set; }

    /// <summary>Makes the value when configuration has none.</summary>
    public ParameterDefault? Default { get; set; }

    /// <inheritdoc/>
    public string ValueExpression => $"{{{Name}.value}}";

    /// <summary>Gives the value.</summary>
    /// <exception cref="MissingParameterValueException">Configuration has no value and there is no default.</exception>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<string?>(_value.Value);
    }
}
