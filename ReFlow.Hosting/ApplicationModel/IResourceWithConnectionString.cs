namespace ReFlow.Hosting.ApplicationModel;

/// <summary>
/// A resource that others connect to by a connection string. Differs from Aspire's: there is no <c>GetConnectionProperties()</c>,
/// so <c>{NAME}_HOST</c> and its siblings are not injected.
/// </summary>
public interface IResourceWithConnectionString : IResource, IExpressionValue, IValueWithReferences
{
    /// <summary>The connection string as an expression over endpoints and parameters.</summary>
    ReferenceExpression ConnectionStringExpression { get; }

    /// <summary>The environment variable that replaces <c>ConnectionStrings__{name}</c>, or null.</summary>
    string? ConnectionStringEnvironmentVariable => null;

    /// <summary>Resolves the connection string; waits until the endpoints that it names are allocated.</summary>
    ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) =>
        ConnectionStringExpression.GetValueAsync(cancellationToken);

    string IManifestExpressionProvider.ValueExpression => $"{{{Name}.connectionString}}";

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => GetConnectionStringAsync(cancellationToken);

    IEnumerable<object> IValueWithReferences.References => [ConnectionStringExpression];
}
