using System.Numerics;
using ReFlow.Domain;

namespace ReFlow.Indexer.Audit;

/// <summary>What the chain says about a loan at one block, in base units; times in unix seconds, 0 for never.</summary>
sealed record LoanFigures(
    BigInteger TotalSupply, BigInteger Raised, BigInteger Outstanding, BigInteger AccruedInterest, BigInteger Loss, BigInteger PerToken, int DistributionCount,
    long DrawnAt, int SettledInstalments, long PausedUntil, LoanStatus State, BigInteger FeesOwed);

/// <summary>What the chain says about a holder at one block, in base units.</summary>
sealed record HolderFigures(BigInteger Balance, BigInteger Claimable, BigInteger Claimed);
