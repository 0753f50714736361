using ReFlow.Chain;
using ReFlow.Chain.Contracts;

namespace ReFlow.Indexer.Audit;

/// <summary>Through the Lens contract: many loans or holders per call, many calls per request.</summary>
sealed class LensFigureSource(EthereumClient chain, Address lens) : IChainFigureSource
{
    // A call's gas grows with what it reads; these stay far below any node's limit.
    const int LoansPerCall = 10;
    const int HoldersPerCall = 100;

    public async Task<IReadOnlyList<LoanFigures>> ReadLoansAsync(IReadOnlyList<Address> loans, Hash32 block, CancellationToken cancellationToken)
    {
        var calls = loans.Chunk(LoansPerCall).Select(some => new TransactionCall(lens, LensContract.EncodeLoans(some))).ToArray();
        var answers = await chain.CallManyAsync(calls, block, cancellationToken);
        return [.. answers.SelectMany(LensContract.DecodeLoans).Select(loan => new LoanFigures(
            loan.TotalSupply, loan.Raised, loan.Outstanding, loan.AccruedInterest, loan.Loss, loan.PerToken, loan.DistributionCount, loan.DrawnAt,
            loan.SettledInstalments, loan.PausedUntil, loan.State, loan.FeesOwed))];
    }

    public async Task<IReadOnlyList<HolderFigures>> ReadHoldersAsync(Address loan, IReadOnlyList<Address> holders, Hash32 block, CancellationToken cancellationToken)
    {
        var calls = holders.Chunk(HoldersPerCall).Select(some => new TransactionCall(lens, LensContract.EncodeHolders(loan, some))).ToArray();
        var answers = await chain.CallManyAsync(calls, block, cancellationToken);
        return [.. answers.SelectMany(LensContract.DecodeHolders).Select(holder => new HolderFigures(holder.Balance, holder.Claimable, holder.Claimed))];
    }
}
