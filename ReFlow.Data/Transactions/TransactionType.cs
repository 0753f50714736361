namespace ReFlow.Data;

/// <summary>Coarse kind of a transaction, as the data-flow specification names it.</summary>
public enum TransactionType
{
    Invest,
    Distribute,
    Trade,
}
