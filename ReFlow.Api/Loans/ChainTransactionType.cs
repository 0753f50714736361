using ReFlow.Data;

namespace ReFlow.Api;

sealed class ChainTransactionType : ReadType<ChainTransaction>
{
    public ChainTransactionType()
        : base("ChainTransaction", "A wallet's action on a loan: confirmed from an event, or announced and still pending.")
    {
        Required<TransactionTypeType>("type", "Coarse kind.", row => row.Type);
        Required<TransactionKindType>("kind", "Finer kind.", row => row.Kind);
        Required<UsdtScalar>("amount", "USDT that moved; for a transfer the tokens that moved.", row => row.AmountUsdt);
        Required<TransactionStatusType>("status", "Whether its event is in a canonical block.", row => row.Status);
        Required<HashScalar>("transactionHash", "The transaction.", row => row.TxHash);
        Required<AddressScalar>("wallet", "Who acted.", row => row.User!.Address);
        Optional<BlockNumberScalar>("blockNumber", "The block; null while pending.", row => row.BlockNumber);
        Required<DateTimeScalar>("time", "Block time; while pending, when it was announced.", row => row.CreatedAt);
    }
}
