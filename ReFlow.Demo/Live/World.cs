using ReFlow.Demo.Actions;
using ReFlow.Demo.Story;

namespace ReFlow.Demo.Live;

/// <summary>What the actors can see before one of them acts: everything from one block.</summary>
/// <param name="Now">The chain's time.</param>
/// <param name="Loans">The loans that something can happen to.</param>
/// <param name="Positions">Tokens and claimable USDT of each investor who has either.</param>
/// <param name="BalancesUsdt">Each investor's USDT.</param>
/// <param name="LoanCount">Loans that were ever created.</param>
sealed record World(
    DateTimeOffset Now, IReadOnlyList<LoanSnapshot> Loans, IReadOnlyList<Position> Positions, IReadOnlyDictionary<Actor, decimal> BalancesUsdt, int LoanCount);

/// <summary>One investor's part of one loan.</summary>
sealed record Position(LoanRef Loan, Actor Holder, decimal BalanceTokens, decimal ClaimableUsdt);
