using System.ComponentModel.DataAnnotations;

namespace ReFlow.Demo;

/// <summary>Settings under <c>Demo</c>.</summary>
sealed class DemoOptions
{
    public const string SectionName = "Demo";

    /// <summary>Varies who does what and how much. The same seed gives the same past, and live the same choices in the same situation.</summary>
    public int Seed { get; set; } = 2026;

    /// <summary>Live transactions per minute, on average.</summary>
    [Range(0.1, 600)]
    public double ActionsPerMinute { get; set; } = 20;

    /// <summary>Whether the demo builds the past on a chain that leaves room for it.</summary>
    public bool BuildPast { get; set; } = true;

    /// <summary>Seconds between blocks, restored after the past was built with mining on demand.</summary>
    [Range(1, 60)]
    public int BlockSeconds { get; set; } = 1;

    /// <summary>New loans are opened while fewer than this are funding.</summary>
    [Range(1, 20)]
    public int LoansInFunding { get; set; } = 3;

    /// <summary>Beyond this many active loans the oldest is repaid early.</summary>
    [Range(1, 200)]
    public int ActiveLoans { get; set; } = 10;

    /// <summary>An actor with less USDT gets more from the test token's issuer.</summary>
    [Range(1_000, 1_000_000)]
    public decimal LowBalanceUsdt { get; set; } = 50_000m;

    /// <summary>What an actor has after a top-up.</summary>
    [Range(10_000, 100_000_000)]
    public decimal FullBalanceUsdt { get; set; } = 500_000m;
}
