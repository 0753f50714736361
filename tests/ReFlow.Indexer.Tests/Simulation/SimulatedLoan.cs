using System.Collections.Immutable;

namespace ReFlow.Indexer.Tests.Simulation;

/// <summary>A loan's contract, as far as it decides which events there are.</summary>
sealed record SimulatedLoan
{
    public static SimulatedLoan Funding { get; } = new();

    public bool IsActive { get; init; }

    public bool IsCancelled { get; init; }

    public bool IsFunding => !IsActive && !IsCancelled;

    public long Raised { get; init; }

    public long Outstanding { get; init; }

    public int Rounds { get; init; }

    public ImmutableDictionary<int, long> Balances { get; init; } = ImmutableDictionary<int, long>.Empty;

    public ImmutableDictionary<int, long> Claimed { get; init; } = ImmutableDictionary<int, long>.Empty;

    public long Supply => Balances.Values.Sum();

    public long BalanceOf(int wallet) => Balances.GetValueOrDefault(wallet);

    public SimulatedLoan Credit(int wallet, long amount) => this with { Balances = Balances.SetItem(wallet, BalanceOf(wallet) + amount) };
}
