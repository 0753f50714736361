using System.ComponentModel.DataAnnotations;

namespace ReFlow.Operator;

/// <summary>Settings under <c>ReFlow:Operator</c>.</summary>
sealed class OperatorOptions
{
    public const string SectionName = "ReFlow:Operator";

    /// <summary>The operator's key, 0x and 64 hex digits. Only the development chain has a default.</summary>
    public string? PrivateKey { get; set; }

    /// <summary>Seconds between two looks at loans and at transactions on their way.</summary>
    [Range(0.05, 60)]
    public double PollSeconds { get; set; } = 1;

    /// <summary>An accepted transaction that is not mined after this long is broadcast again, the same bytes.</summary>
    [Range(0.05, 600)]
    public double RebroadcastSeconds { get; set; } = 5;

    /// <summary>The oldest transaction on its way gets higher fees when it is not mined after this long.</summary>
    [Range(0.05, 3600)]
    public double StuckSeconds { get; set; } = 30;

    /// <summary>Fees are never raised beyond this; above it the operator waits and says so.</summary>
    [Range(1, 100_000)]
    public long MaxFeePerGasGwei { get; set; } = 500;

    /// <summary>After this many transactions without effect for one decision a human has to look.</summary>
    [Range(1, 10)]
    public int MaxTries { get; set; } = 3;

    /// <summary>Transactions on their way at the same time, at most.</summary>
    [Range(1, 64)]
    public int MaxInFlight { get; set; } = 16;
}
