using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting;

/// <summary>
/// A PostgreSQL server. Aspire's runs in a container; this one runs the binaries that npm brought, under an unprivileged account when
/// the host is root, with its data in the state folder.
/// </summary>
/// <param name="name">The resource name.</param>
/// <param name="userName">The superuser's name; null for <c>postgres</c>.</param>
/// <param name="password">The superuser's password.</param>
public sealed class PostgresServerResource(string name, ParameterResource? userName, ParameterResource password) : Resource(name),
    IResourceWithConnectionString, IResourceWithEndpoints, IResourceWithEnvironment, IResourceWithArgs, IResourceWithWaitSupport, IComputeResource
{
    internal const string PrimaryEndpointName = "tcp";
    internal const string DefaultUserName = "postgres";

    readonly Dictionary<string, string> _databases = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where the server listens.</summary>
    public EndpointReference PrimaryEndpoint => field ??= new EndpointReference(this, PrimaryEndpointName);

    /// <summary>The superuser's name; null for <c>postgres</c>.</summary>
    public ParameterResource? UserNameParameter { get; } = userName;

    /// <summary>The superuser's password.</summary>
    public ParameterResource PasswordParameter { get; } = password ?? throw new ArgumentNullException(nameof(password));

    /// <summary>Resource names of the databases, with the names that they have in the server.</summary>
    public IReadOnlyDictionary<string, string> Databases => _databases;

    /// <summary><c>Host=…;Port=…;Username=…;Password=…</c></summary>
    public ReferenceExpression ConnectionStringExpression
    {
        get
        {
            var user = UserNameParameter is null
                ? ReferenceExpression.Create($"{DefaultUserName}")
                : ReferenceExpression.Create($"{UserNameParameter}");
            return ReferenceExpression.Create(
                $"Host={PrimaryEndpoint.Property(EndpointProperty.IPV4Host)};Port={PrimaryEndpoint.Property(EndpointProperty.Port)};Username={user};Password={PasswordParameter}");
        }
    }

    internal async Task<string> GetUserNameAsync(CancellationToken cancellationToken) =>
        UserNameParameter is null ? DefaultUserName : await UserNameParameter.GetValueAsync(cancellationToken) ?? DefaultUserName;

    internal void AddDatabase(string name, string databaseName) => _databases.Add(name, databaseName);
}
