namespace ReFlow.Hosting.ApplicationModel;

/// <summary>A connection string that comes from outside or from an expression. Same as Aspire's.</summary>
public sealed class ConnectionStringResource(string name, ReferenceExpression connectionStringExpression)
    : Resource(name), IResourceWithConnectionString, IResourceWithWaitSupport
{
    /// <inheritdoc/>
    public ReferenceExpression ConnectionStringExpression { get; } =
        connectionStringExpression ?? throw new ArgumentNullException(nameof(connectionStringExpression));

    /// <inheritdoc/>
    public string? ConnectionStringEnvironmentVariable { get; init; }
}
