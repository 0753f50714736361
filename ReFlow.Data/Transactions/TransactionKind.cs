namespace ReFlow.Data;

/// <summary>Finer kind of a transaction. Invest, refund and draw-down are of type INVEST, distribute and claim of type DISTRIBUTE.</summary>
public enum TransactionKind
{
    Invest,
    Refund,
    DrawDown,
    Distribute,
    Claim,
    Transfer,
}
