namespace ReFlow.Chain.JsonRpc;

/// <summary>Bounds on requests to a node; configuration section <c>ReFlow:Chain</c>.</summary>
public sealed record JsonRpcOptions
{
    /// <summary>How long one attempt may take. Within it a read is sent again after each silence that is longer than the endpoint's answers take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Attempts of a read at most, the first one included.</summary>
    public int MaxReadAttempts { get; init; } = 5;

    /// <summary>The wait before the second attempt; doubles with each further one, and each wait is drawn from [half, whole] of it.</summary>
    public TimeSpan RetryBaseDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>No wait is longer, whatever the node asks for.</summary>
    public TimeSpan RetryMaxDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A longer answer is refused.</summary>
    public int MaxResponseBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Calls per second and endpoint at most, each call of a batch counted; null sets no cap.</summary>
    public double? RequestsPerSecond { get; init; }

    /// <summary>A larger batch is sent in parts; providers cap batches at 100 to 1,000.</summary>
    public int MaxBatchSize { get; init; } = 100;

    /// <summary>How often the heads of several endpoints are compared; 0 never, at most a day.</summary>
    public TimeSpan HeadComparisonInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>An endpoint whose head is further behind another's than this, in blocks, for <see cref="HeadLagTime"/>, is left for the others.</summary>
    public int HeadLagBlocks { get; init; } = 5;

    /// <summary>How long an endpoint may be behind.</summary>
    public TimeSpan HeadLagTime { get; init; } = TimeSpan.FromSeconds(30);
}
