using System.Net.Sockets;

namespace ReFlow.Hosting.ApplicationModel;

/// <summary>
/// A port that a resource listens on. Differs from Aspire's: no proxy stands in front of a process, so the port that others use
/// and the port that the process listens on are one; <see cref="IsProxied"/> is accepted and means nothing.
/// </summary>
public sealed class EndpointAnnotation : IResourceAnnotation
{
    readonly TaskCompletionSource _allocation = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly List<AllocatedEndpoint> _allocated = [];

    /// <summary>Creates the annotation.</summary>
    /// <param name="protocol">TCP unless told otherwise.</param>
    /// <param name="uriScheme">The scheme of the URL; the protocol's name unless told otherwise.</param>
    /// <param name="transport">The transport, kept for the shape of Aspire's annotation.</param>
    /// <param name="name">The name; the scheme unless told otherwise.</param>
    /// <param name="port">The fixed port, or null for a random one.</param>
    /// <param name="targetPort">Used as the port when <paramref name="port"/> is null.</param>
    /// <param name="isExternal">True when the endpoint is meant for people and other machines.</param>
    /// <param name="isProxied">Accepted; there is no proxy.</param>
    public EndpointAnnotation(
        ProtocolType protocol, string? uriScheme = null, string? transport = null, string? name = null,
        int? port = null, int? targetPort = null, bool? isExternal = null, bool isProxied = true)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? protocol.ToString().ToLowerInvariant();
        Transport = transport ?? (UriScheme is "http" or "https" ? "http" : "tcp");
        Name = name ?? UriScheme;
        ResourceName.Validate(Name);
        Port = port;
        TargetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsProxied = isProxied;
    }

    /// <summary>The name, unique within the resource.</summary>
    public string Name { get; set; }

    /// <summary>The scheme of the URL: <c>http</c>, <c>tcp</c>…</summary>
    public string UriScheme { get; set; }

    /// <summary>The transport: <c>http</c> or <c>tcp</c>.</summary>
    public string Transport { get; set; }

    /// <summary>The protocol below the transport.</summary>
    public ProtocolType Protocol { get; set; }

    /// <summary>The fixed port, or null for a random one. <c>--random-ports</c> ignores it.</summary>
    public int? Port { get; set; }

    /// <summary>Used as the port when <see cref="Port"/> is null.</summary>
    public int? TargetPort { get; set; }

    /// <summary>The address that the process listens on.</summary>
    public string TargetHost { get; set; } = "127.0.0.1";

    /// <summary>True when the endpoint is meant for people and other machines; it is printed at start.</summary>
    public bool IsExternal { get; set; }

    /// <summary>Accepted; there is no proxy.</summary>
    public bool IsProxied { get; set; }

    /// <summary>True when the scheme says so.</summary>
    public bool TlsEnabled => UriScheme is "https";

    /// <summary>The address after allocation (of the first replica), else null.</summary>
    public AllocatedEndpoint? AllocatedEndpoint => AllocatedEndpoints is [var first, ..] ? first : null;

    /// <summary>The addresses of all replicas after allocation. Aspire has one proxied address instead.</summary>
    public IReadOnlyList<AllocatedEndpoint> AllocatedEndpoints => _allocation.Task.IsCompletedSuccessfully ? _allocated : [];

    /// <summary>The environment variables of the own process that carry the port.</summary>
    internal HashSet<string> PortVariables { get; } = new(StringComparer.Ordinal);

    internal void Allocate(IEnumerable<int> ports)
    {
        _allocated.AddRange(ports.Select(p => new AllocatedEndpoint(this, TargetHost, p)));
        _allocation.TrySetResult();
    }

    internal async ValueTask<AllocatedEndpoint> WaitForAllocationAsync(CancellationToken cancellationToken)
    {
        await _allocation.Task.WaitAsync(cancellationToken);
        return _allocated[0];
    }
}
