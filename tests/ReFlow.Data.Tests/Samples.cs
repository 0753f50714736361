using System.Numerics;
using ReFlow.Chain;
using ReFlow.Domain;

namespace ReFlow.Data.Tests;

/// <summary>Rows with every column set to something that a wrong mapping would change.</summary>
static class Samples
{
    public static readonly DateTimeOffset Time = new(2026, 3, 1, 12, 30, 15, TimeSpan.Zero);

    public static Address Address(byte seed) => ReFlow.Chain.Address.FromBytes(Enumerable.Repeat(seed, 20).ToArray());

    public static Hash32 Hash(byte seed) => Hash32.FromBytes(Enumerable.Repeat(seed, 32).ToArray());

    public static User User(byte seed) => new()
    {
        Id = DeterministicId.ForUser(Address(seed)),
        Address = Address(seed),
        FirstSeenBlockNumber = seed,
        CreatedAt = Time,
    };

    public static Loan Loan(byte seed) => new()
    {
        Id = DeterministicId.ForLoan(Address(seed)),
        Address = Address(seed),
        LoanId = Hash(seed),
        Originator = Address(2),
        Borrower = Address(3),
        PrincipalTargetUsdt = 1_000_000_000_000m,
        MinimumRaiseUsdt = 0.000001m,
        MinimumTicketUsdt = 10m,
        MaximumTicketUsdt = 123456.654321m,
        FundingDeadline = Time.AddDays(30),
        AnnualRateBps = 1200,
        LateRateBps = 500,
        OriginationFeeBps = 50,
        PlatformFeeBps = 100,
        RepaymentKind = RepaymentKind.InterestOnly,
        PeriodSeconds = uint.MaxValue,
        InstalmentCount = 12,
        GraceSeconds = 432_000,
        DefaultAfterSeconds = 5_184_000,
        MetadataUri = "data:application/json;base64,e30=",
        DocumentHash = Hash(4),
        MetadataVerified = true,
        Name = "Padi Organik Klaten",
        Sector = null,
        Phase = LoanPhase.Active,
        PhaseChangedAt = Time,
        RaisedUsdt = 999_999_999_999.999999m,
        TotalSupplyTokens = 5.5m,
        OutstandingUsdt = 4.25m,
        PerToken = (BigInteger.One << 127) - 1,
        HolderCount = 3,
        DrawnAt = Time,
        LastAccrualAt = null,
        CreatedAt = Time,
        CreatedBlockNumber = 9_000_000_000,
        UpdatedBlockNumber = 9_000_000_001,
        UpdatedBlockHash = Hash(5),
    };

    public static Holding Holding(byte userSeed, byte loanSeed, decimal balanceTokens) => new()
    {
        UserId = DeterministicId.ForUser(Address(userSeed)),
        LoanId = DeterministicId.ForLoan(Address(loanSeed)),
        BalanceTokens = balanceTokens,
        InvestedUsdt = 7.000001m,
        ClaimedUsdt = 0m,
        UpdatedBlockNumber = 3,
        UpdatedBlockHash = Hash(6),
    };

    public static ChainTransaction Transaction(byte seed, byte userSeed, byte loanSeed) => new()
    {
        Id = DeterministicId.ForEvent("transactions", Hash(seed), 0),
        UserId = DeterministicId.ForUser(Address(userSeed)),
        LoanId = DeterministicId.ForLoan(Address(loanSeed)),
        Type = TransactionType.Invest,
        Kind = TransactionKind.DrawDown,
        AmountUsdt = 12.5m,
        TxHash = Hash(seed),
        LogIndex = null,
        Status = TransactionStatus.Pending,
        BlockNumber = null,
        BlockHash = null,
        CreatedAt = Time,
    };
}
