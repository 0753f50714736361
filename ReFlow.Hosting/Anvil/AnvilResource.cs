using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting;

/// <summary>A local Ethereum node (Foundry's Anvil) with its own chain. Not in Aspire.</summary>
public sealed class AnvilResource(string name) : Resource(name),
    IResourceWithConnectionString, IResourceWithEndpoints, IResourceWithEnvironment, IResourceWithArgs, IResourceWithWaitSupport, IComputeResource
{
    /// <summary>The chain's id.</summary>
    public const int ChainId = 31337;

    internal const string PrimaryEndpointName = "rpc";

    /// <summary>Where the node answers JSON-RPC over HTTP and WebSocket.</summary>
    public EndpointReference PrimaryEndpoint => field ??= new EndpointReference(this, PrimaryEndpointName);

    /// <summary>How far in the past a fresh chain begins.</summary>
    public TimeSpan GenesisAge { get; internal set; }

    /// <summary><c>http://127.0.0.1:port</c>; the same address with <c>ws</c> is the WebSocket.</summary>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create(
        $"http://{PrimaryEndpoint.Property(EndpointProperty.IPV4Host)}:{PrimaryEndpoint.Property(EndpointProperty.Port)}");
}
