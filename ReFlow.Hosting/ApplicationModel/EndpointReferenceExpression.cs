using System.Globalization;

namespace ReFlow.Hosting.ApplicationModel;

/// <summary>The parts of an endpoint's address. Same names and numbers as Aspire's.</summary>
public enum EndpointProperty
{
    /// <summary>Scheme, host and port.</summary>
    Url = 0,

    /// <summary>The host name.</summary>
    Host = 1,

    /// <summary>The host as an IPv4 address.</summary>
    IPV4Host = 2,

    /// <summary>The port.</summary>
    Port = 3,

    /// <summary>The scheme.</summary>
    Scheme = 4,

    /// <summary>The port that the process listens on; with no proxy, the same as <see cref="Port"/>.</summary>
    TargetPort = 5,

    /// <summary>Host and port.</summary>
    HostAndPort = 6,

    /// <summary><c>True</c> for https.</summary>
    TlsEnabled = 7,
}

/// <summary>One part of an endpoint's address, resolved when the address is known. Same as Aspire's.</summary>
public sealed class EndpointReferenceExpression(EndpointReference endpointReference, EndpointProperty property)
    : IExpressionValue, IValueWithReferences
{
    /// <summary>The endpoint.</summary>
    public EndpointReference Endpoint { get; } = endpointReference ?? throw new ArgumentNullException(nameof(endpointReference));

    /// <summary>Which part.</summary>
    public EndpointProperty Property { get; } = property;

    /// <inheritdoc/>
    public string ValueExpression
    {
        get
        {
            var name = Property.ToString();
            return $"{{{Endpoint.Resource.Name}.bindings.{Endpoint.EndpointName}.{char.ToLowerInvariant(name[0])}{name[1..]}}}";
        }
    }

    IEnumerable<object> IValueWithReferences.References => [Endpoint];

    /// <summary>Resolves the part; waits until the address is given.</summary>
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var annotation = Endpoint.EndpointAnnotation;
        if (Property is EndpointProperty.Scheme)
            return annotation.UriScheme;
        if (Property is EndpointProperty.TlsEnabled)
            return annotation.TlsEnabled.ToString();

        var allocated = await annotation.WaitForAllocationAsync(cancellationToken);
        return Property switch
        {
            EndpointProperty.Url => allocated.UriString,
            EndpointProperty.Host => allocated.UrlHost,
            EndpointProperty.IPV4Host => allocated.Address is "localhost" ? "127.0.0.1" : allocated.Address,
            EndpointProperty.Port or EndpointProperty.TargetPort => allocated.Port.ToString(CultureInfo.InvariantCulture),
            EndpointProperty.HostAndPort => string.Create(CultureInfo.InvariantCulture, $"{allocated.UrlHost}:{allocated.Port}"),
            _ => throw new InvalidOperationException($"An endpoint has no property '{Property}'."),
        };
    }
}
