namespace ReFlow.Hosting.ApplicationModel;

/// <summary>A value that is known only while the application runs.</summary>
public interface IValueProvider
{
    /// <summary>Gives the value, waiting for it when it is not known yet.</summary>
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}

/// <summary>A value that a manifest can name, such as <c>{postgres.bindings.tcp.port}</c>.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>The name of the value in a manifest.</summary>
    string ValueExpression { get; }
}

/// <summary>A value for connection strings, environment variables and arguments.</summary>
public interface IExpressionValue : IValueProvider, IManifestExpressionProvider;

/// <summary>A value that is made of others.</summary>
public interface IValueWithReferences
{
    /// <summary>The values and resources that it is made of.</summary>
    IEnumerable<object> References { get; }
}
