namespace ReFlow.Web.Loans;

/// <summary>Everything that a loan's page shows. Amounts are USDT, rates are basis points per year, durations are seconds.</summary>
public sealed record LoanDetail : Loan
{
    public required string LoanId { get; init; }
    public string? Purpose { get; init; }
    public string? Collateral { get; init; }
    public required string DocumentHash { get; init; }
    public required string Originator { get; init; }
    public required string Borrower { get; init; }
    public decimal TotalSupply { get; init; }
    public decimal AccruedInterest { get; init; }
    public decimal LateFeesReceived { get; init; }
    public decimal Loss { get; init; }
    public int LateRateBps { get; init; }
    public int OriginationFeeBps { get; init; }
    public int PlatformFeeBps { get; init; }
    public long GraceSeconds { get; init; }
    public long DefaultAfterSeconds { get; init; }
    public IReadOnlyList<Instalment> Schedule { get; init; } = [];
    public IReadOnlyList<Distribution> Distributions { get; init; } = [];
    public IReadOnlyList<ChainTransaction> Transactions { get; init; } = [];
    public IndexedBlock? AsOf { get; init; }
}

/// <summary>One expected payment.</summary>
public sealed record Instalment(int Number, DateTimeOffset DueAt, decimal Principal, decimal Interest, decimal Total, bool Settled);

/// <summary>One repayment that reached the contract, and how it was split.</summary>
public sealed record Distribution(
    string PaymentId, int Round, decimal Received, decimal LateFee, decimal Interest, decimal Principal, decimal PlatformFee,
    decimal Outstanding, string TransactionHash, long BlockNumber, DateTimeOffset Time);

/// <summary>One transaction of a wallet with the loan. <see cref="Kind"/> refines <see cref="Type"/>.</summary>
public sealed record ChainTransaction(
    string Type, string Kind, decimal Amount, string Status, string TransactionHash, string? Wallet, long? BlockNumber, DateTimeOffset Time);
