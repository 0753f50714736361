using ReFlow.Data;

namespace ReFlow.Api;

sealed class DistributionType : ReadType<Distribution>
{
    public DistributionType()
        : base("Distribution", "A repayment that the loan contract took and split.")
    {
        Required<HashScalar>("paymentId", "The repayment's id; the contract takes each only once.", row => row.PaymentId);
        Required<GraphQL.Types.IntGraphType>("round", "Position among the loan's distributions.", row => row.Round);
        Required<UsdtScalar>("received", "USDT that arrived: late fee, interest and principal together.", row => row.ReceivedUsdt);
        Required<UsdtScalar>("lateFee", "Part that paid late fees.", row => row.LateFeeUsdt);
        Required<UsdtScalar>("interest", "Part that paid interest.", row => row.InterestUsdt);
        Required<UsdtScalar>("principal", "Part that paid principal.", row => row.PrincipalUsdt);
        Required<UsdtScalar>("platformFee", "Taken out of the interest for the platform.", row => row.PlatformFeeUsdt);
        Required<UsdtScalar>("outstanding", "Principal outstanding after this distribution.", row => row.OutstandingUsdt);
        Required<HashScalar>("transactionHash", "The transaction.", row => row.TxHash);
        Required<BlockNumberScalar>("blockNumber", "The block.", row => row.BlockNumber);
        Required<DateTimeScalar>("time", "Block time.", row => row.CreatedAt);
    }
}
