using ReFlow.Chain;
using ReFlow.Chain.Contracts;

namespace ReFlow.Indexer.Audit;

/// <summary>Through each loan's own views, where there is no Lens.</summary>
sealed class DirectFigureSource(EthereumClient chain) : IChainFigureSource
{
    static readonly byte[][] s_loanQuestions =
    [
        LoanContract.EncodeTotalSupply(), LoanContract.EncodeRaised(), LoanContract.EncodeOutstanding(), LoanContract.EncodeAccruedInterest(), LoanContract.EncodeLoss(),
        LoanContract.EncodePerToken(), LoanContract.EncodeDistributionCount(), LoanContract.EncodeDrawnAt(), LoanContract.EncodeSettledInstalments(),
        LoanContract.EncodePausedUntil(), LoanContract.EncodeState(), LoanContract.EncodeFeesOwed(),
    ];

    public async Task<IReadOnlyList<LoanFigures>> ReadLoansAsync(IReadOnlyList<Address> loans, Hash32 block, CancellationToken cancellationToken)
    {
        var calls = loans.SelectMany(loan => s_loanQuestions.Select(question => new TransactionCall(loan, question))).ToArray();
        var answers = await chain.CallManyAsync(calls, block, cancellationToken);
        return [.. answers.Chunk(s_loanQuestions.Length).Select(one => new LoanFigures(
            LoanContract.DecodeTotalSupply(one[0]), LoanContract.DecodeRaised(one[1]), LoanContract.DecodeOutstanding(one[2]), LoanContract.DecodeAccruedInterest(one[3]),
            LoanContract.DecodeLoss(one[4]), LoanContract.DecodePerToken(one[5]), LoanContract.DecodeDistributionCount(one[6]),
            LoanContract.DecodeDrawnAt(one[7])?.ToUnixTimeSeconds() ?? 0, LoanContract.DecodeSettledInstalments(one[8]), (long)LoanContract.DecodePausedUntil(one[9]),
            LoanContract.DecodeState(one[10]), LoanContract.DecodeFeesOwed(one[11])))];
    }

    public async Task<IReadOnlyList<HolderFigures>> ReadHoldersAsync(Address loan, IReadOnlyList<Address> holders, Hash32 block, CancellationToken cancellationToken)
    {
        var calls = holders.SelectMany(holder => new[]
        {
            new TransactionCall(loan, LoanContract.EncodeBalanceOf(holder)),
            new TransactionCall(loan, LoanContract.EncodePendingDistribution(holder)),
            new TransactionCall(loan, LoanContract.EncodeClaimed(holder)),
        }).ToArray();
        var answers = await chain.CallManyAsync(calls, block, cancellationToken);
        return [.. answers.Chunk(3).Select(one => new HolderFigures(
            LoanContract.DecodeBalanceOf(one[0]), LoanContract.DecodePendingDistribution(one[1]), LoanContract.DecodeClaimed(one[2])))];
    }
}
