using System.Numerics;
using System.Text;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Demo.Wallets;
using ReFlow.Domain;

namespace ReFlow.Demo.Actions;

/// <summary>Turns an action into the contract call that carries it out.</summary>
static class ActionEncoder
{
    // Generous and fixed: the past is sent without asking the node for an estimate of each call. Unused gas costs nothing.
    const long CreationGas = 2_000_000;
    const long CallGas = 500_000;

    static readonly BigInteger s_unlimited = (BigInteger.One << 256) - 1;

    /// <param name="action">What happens.</param>
    /// <param name="loan">The loan's contract.</param>
    /// <param name="factory">The factory, for new loans.</param>
    /// <param name="amountUsdt">The size of a repayment; ignored by every other action.</param>
    public static ContractCall Encode(DemoAction action, Address loan, Address factory, decimal amountUsdt = 0) => action is CreateLoan create
        ? new(factory, EncodeCreation(create), CreationGas)
        : new(loan, EncodeLoanCall(action, amountUsdt), CallGas);

    /// <summary>Lets the loan take any amount of the caller's USDT, once: USDT refuses to change an approval that is not zero.</summary>
    public static ContractCall EncodeApproval(Address usdt, Address loan) =>
        new(usdt, TetherUsdContract.EncodeApprove(loan, s_unlimited), CallGas);

    public static ContractCall EncodeIssue(Address usdt, Address to, decimal amountUsdt) =>
        new(usdt, TetherUsdContract.EncodeIssue(to, Usdt.ToBaseUnits(amountUsdt)), CallGas);

    static byte[] EncodeLoanCall(DemoAction action, decimal amountUsdt) => action switch
    {
        Invest invest => LoanContract.EncodeInvest(Usdt.ToBaseUnits(invest.AmountUsdt)),
        DrawDown => LoanContract.EncodeDrawDown(),
        Repay repay => LoanContract.EncodeDistribute(repay.PaymentId, Usdt.ToBaseUnits(amountUsdt)),
        Claim => LoanContract.EncodeClaimDistribution(),
        TransferTokens transfer => LoanContract.EncodeTransfer(ActorWallets.AddressOf(transfer.To), Usdt.ToBaseUnits(transfer.AmountTokens)),
        Cancel => LoanContract.EncodeCancel(),
        Refund => LoanContract.EncodeRefund(),
        DeclareDefault => LoanContract.EncodeDeclareDefault(),
        WriteOff => LoanContract.EncodeWriteOff(),
        _ => throw new ArgumentException($"A known action was expected, seen {action}.", nameof(action)),
    };

    static byte[] EncodeCreation(CreateLoan create) => LoanFactoryContract.EncodeCreateLoan(
        create.Loan.LoanId,
        new OnChainLoanTerms(create.Terms, ActorWallets.AddressOf(create.By), BorrowerOf(create), create.About.DocumentHash),
        create.About.Uri);

    // Borrowers have no wallet in the demo; their payout address is for the record.
    static Address BorrowerOf(CreateLoan create) =>
        Address.FromBytes(Keccak256.Hash(Encoding.UTF8.GetBytes(create.About.BorrowerName)).ToByteArray().AsSpan(12));
}
