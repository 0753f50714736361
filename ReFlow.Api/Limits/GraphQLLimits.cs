namespace ReFlow.Api;

/// <summary>Everything that bounds what one caller can cost. Bound from the configuration section <see cref="Section"/>.</summary>
public sealed class GraphQLLimits
{
    public const string Section = "ReFlow:Api:Limits";

    /// <summary>Largest value of <c>first</c>.</summary>
    public int MaxPageSize { get; set; } = 100;

    /// <summary>Characters of one document.</summary>
    public int MaxDocumentLength { get; set; } = 10_240;

    /// <summary>Nesting of fields; introspection is not counted.</summary>
    public int MaxDepth { get; set; } = 8;

    /// <summary>Aliased fields, fragments expanded.</summary>
    public int MaxAliases { get; set; } = 15;

    /// <summary>Fields at the root of the operation, fragments expanded.</summary>
    public int MaxRootFields { get; set; } = 5;

    /// <summary>Directives, fragments expanded.</summary>
    public int MaxDirectives { get; set; } = 50;

    /// <summary>Fields of the document, fragments expanded.</summary>
    public int MaxFields { get; set; } = 1_000;

    /// <summary>Estimated fields of the answer: one per field, times <c>first</c> of the lists above it.</summary>
    public int MaxCost { get; set; } = 20_000;

    /// <summary>Time for one query.</summary>
    public TimeSpan ExecutionTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Body of one HTTP request.</summary>
    public int MaxRequestBytes { get; set; } = 64 * 1024;

    /// <summary>One WebSocket message.</summary>
    public int MaxMessageBytes { get; set; } = 64 * 1024;

    /// <summary>Sockets that one process serves.</summary>
    public int MaxSockets { get; set; } = 1_000;

    /// <summary>Operations that run at the same time on one socket.</summary>
    public int MaxOperationsPerSocket { get; set; } = 20;

    /// <summary>Messages that wait for a slow client before its socket is closed.</summary>
    public int MaxQueuedMessagesPerSocket { get; set; } = 256;

    /// <summary>Time for a client to send <c>connection_init</c>.</summary>
    public TimeSpan ConnectionInitTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Interval of WebSocket pings, and the time that a peer has to answer one.</summary>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(20);
}
