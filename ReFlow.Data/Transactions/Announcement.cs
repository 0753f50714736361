using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>What a wallet says about a transaction that it has sent.</summary>
/// <param name="Nonce">Of the sender: the transaction is dead when another one has used it.</param>
/// <param name="Loan">The loan that it is about.</param>
/// <param name="AmountUsdt">USDT or tokens that it is meant to move.</param>
public sealed record Announcement(Hash32 TxHash, Address Sender, long Nonce, Address Loan, TransactionType Type, TransactionKind Kind, decimal AmountUsdt)
{
    internal object[] ToValues(DateTimeOffset now) =>
    [
        TxHash.ToByteArray(), DeterministicId.ForAnnouncement(TxHash), Sender.ToByteArray(), Nonce, DeterministicId.ForUser(Sender), DeterministicId.ForLoan(Loan),
        UpperSnakeEnumConverter<TransactionType>.ToText(Type), UpperSnakeEnumConverter<TransactionKind>.ToText(Kind), AmountUsdt, now,
    ];
}
