using System.Numerics;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Domain;

namespace ReFlow.Demo.Actions;

/// <summary>Reads loans from their contracts' views.</summary>
sealed class LoanReader(EthereumClient chain)
{
    /// <summary>One loan at the newest block.</summary>
    public async Task<LoanSnapshot> ReadAsync(LoanRef loan, Address address, CancellationToken cancellationToken)
    {
        var head = await chain.GetHeaderAsync(BlockReference.Latest, cancellationToken) ?? throw new InvalidOperationException("A chain has a head.");
        return await ReadAsync(loan, address, head, cancellationToken);
    }

    /// <summary>One loan at a block.</summary>
    public async Task<LoanSnapshot> ReadAsync(LoanRef loan, Address address, BlockHeader block, CancellationToken cancellationToken)
    {
        byte[][] views =
        [
            LoanContract.EncodeTerms(), LoanContract.EncodeState(), LoanContract.EncodeTotalSupply(), LoanContract.EncodeOutstanding(),
            LoanContract.EncodeAccruedInterest(), LoanContract.EncodeLateFeeDue(), LoanContract.EncodeSettledInstalments(),
            LoanContract.EncodeDistributionCount(), LoanContract.EncodeDrawnAt(),
        ];
        var answers = await chain.CallManyAsync([.. views.Select(view => new TransactionCall(address, view))], block.Number, cancellationToken);
        return new LoanSnapshot(
            loan,
            address,
            LoanContract.DecodeTerms(answers[0]).Terms,
            LoanContract.DecodeState(answers[1]),
            Amount(LoanContract.DecodeTotalSupply(answers[2])),
            Amount(LoanContract.DecodeOutstanding(answers[3])),
            Amount(LoanContract.DecodeAccruedInterest(answers[4])),
            Amount(LoanContract.DecodeLateFeeDue(answers[5])),
            LoanContract.DecodeSettledInstalments(answers[6]),
            LoanContract.DecodeDistributionCount(answers[7]),
            LoanContract.DecodeDrawnAt(answers[8]),
            block.Timestamp);
    }

    static decimal Amount(BigInteger baseUnits) => Usdt.FromBaseUnits(baseUnits);
}
