namespace ReFlow.Chain;

/// <summary>Which logs to ask for. Null means any.</summary>
/// <param name="Addresses">The emitting contracts.</param>
/// <param name="Topics">By position; each position lists the accepted values, null accepts any.</param>
public sealed record LogFilter(IReadOnlyCollection<Address>? Addresses = null, IReadOnlyList<IReadOnlyCollection<Hash32>?>? Topics = null)
{
    /// <summary>Every log.</summary>
    public static LogFilter All { get; } = new();

    /// <summary>Logs of these events, from any contract.</summary>
    public static LogFilter ForEvents(params IReadOnlyCollection<Hash32> signatureTopics) => new(Topics: [signatureTopics]);
}
