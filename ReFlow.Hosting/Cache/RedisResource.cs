using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting;

/// <summary>A Redis-compatible server. Aspire's runs Redis in a container; this one runs Garnet as a process.</summary>
/// <param name="name">The resource name.</param>
/// <param name="password">The password.</param>
public sealed class RedisResource(string name, ParameterResource password) : Resource(name),
    IResourceWithConnectionString, IResourceWithEndpoints, IResourceWithEnvironment, IResourceWithArgs, IResourceWithWaitSupport, IComputeResource
{
    internal const string PrimaryEndpointName = "tcp";

    /// <summary>Where the server listens.</summary>
    public EndpointReference PrimaryEndpoint => field ??= new EndpointReference(this, PrimaryEndpointName);

    /// <summary>The password.</summary>
    public ParameterResource PasswordParameter { get; } = password ?? throw new ArgumentNullException(nameof(password));

    /// <summary><c>host:port,password=…</c></summary>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create(
        $"{PrimaryEndpoint.Property(EndpointProperty.IPV4Host)}:{PrimaryEndpoint.Property(EndpointProperty.Port)},password={PasswordParameter}");
}
