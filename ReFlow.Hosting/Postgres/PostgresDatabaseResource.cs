using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting;

/// <summary>A database in a PostgreSQL server. Same as Aspire's.</summary>
/// <param name="name">The resource name.</param>
/// <param name="databaseName">The name in the server.</param>
/// <param name="postgresParentResource">The server.</param>
public sealed class PostgresDatabaseResource(string name, string databaseName, PostgresServerResource postgresParentResource) : Resource(name),
    IResourceWithParent<PostgresServerResource>, IResourceWithConnectionString
{
    /// <summary>The server.</summary>
    public PostgresServerResource Parent { get; } = postgresParentResource ?? throw new ArgumentNullException(nameof(postgresParentResource));

    /// <summary>The name in the server.</summary>
    public string DatabaseName { get; } = databaseName ?? throw new ArgumentNullException(nameof(databaseName));

    /// <summary>The server's connection string with <c>;Database=…</c></summary>
    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"{Parent.ConnectionStringExpression};Database={DatabaseName}");
}
