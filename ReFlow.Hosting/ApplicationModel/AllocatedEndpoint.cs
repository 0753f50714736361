using System.Globalization;

namespace ReFlow.Hosting.ApplicationModel;

/// <summary>The address that an endpoint got. Same as Aspire's, without container networks.</summary>
public sealed class AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port)
{
    /// <summary>The endpoint.</summary>
    public EndpointAnnotation Endpoint { get; } = endpoint;

    /// <summary>The host part of the URL. A loopback address is written <c>localhost</c> in URLs of http endpoints, as in Aspire.</summary>
    public string Address { get; } = address;

    /// <summary>The port.</summary>
    public int Port { get; } = port;

    /// <summary>The scheme.</summary>
    public string UriScheme => Endpoint.UriScheme;

    /// <summary>Scheme, host and port.</summary>
    public string UriString => string.Create(CultureInfo.InvariantCulture, $"{UriScheme}://{UrlHost}:{Port}");

    internal string UrlHost => UriScheme is "http" or "https" && Address is "127.0.0.1" ? "localhost" : Address;

    /// <inheritdoc/>
    public override string ToString() => UriString;
}
