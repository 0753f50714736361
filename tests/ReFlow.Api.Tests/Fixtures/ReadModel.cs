using Microsoft.EntityFrameworkCore;
using ReFlow.Chain;
using ReFlow.Data;
using ReFlow.Domain;

namespace ReFlow.Api.Tests;

/// <summary>Rows as the indexer writes them, with defaults that a test overrides where it cares.</summary>
static class ReadModel
{
    public static readonly DateTimeOffset BlockTime = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public static Address AddressOf(int number) => Address.FromBytes(Bytes(20, number));

    public static Hash32 HashOf(int number) => Hash32.FromBytes(Bytes(32, number));

    public static SyncCursor Cursor(long number, DateTimeOffset time, int hash) => new()
    {
        ChainId = 31337,
        GenesisHash = HashOf(0),
        BlockNumber = number,
        BlockHash = HashOf(hash),
        BlockTime = time,
        Epoch = 1,
    };

    public static User User(int number) => new()
    {
        Id = DeterministicId.ForUser(AddressOf(number)),
        Address = AddressOf(number),
        FirstSeenBlockNumber = 1,
        CreatedAt = BlockTime.AddDays(-100),
    };

    public static Loan Loan(
        int number,
        LoanPhase phase = LoanPhase.Active,
        decimal outstandingUsdt = 10_000m,
        int settledInstalments = 0,
        int instalmentCount = 3,
        long periodSeconds = 30 * 86_400L,
        DateTimeOffset? drawnAt = null,
        bool metadataVerified = true,
        long updatedBlockNumber = 50)
    {
        var isDrawn = phase is not (LoanPhase.Funding or LoanPhase.Cancelled);
        drawnAt = isDrawn ? drawnAt ?? BlockTime.AddDays(-10) : null;
        return new Loan
        {
            Id = DeterministicId.ForLoan(AddressOf(number)),
            Address = AddressOf(number),
            LoanId = HashOf(number),
            Originator = AddressOf(9_002),
            Borrower = AddressOf(9_003),
            PrincipalTargetUsdt = 10_000m,
            MinimumRaiseUsdt = 5_000m,
            MinimumTicketUsdt = 100m,
            MaximumTicketUsdt = 10_000m,
            FundingDeadline = BlockTime.AddDays(30),
            AnnualRateBps = 1_200,
            LateRateBps = 500,
            OriginationFeeBps = 0,
            PlatformFeeBps = 100,
            RepaymentKind = RepaymentKind.InterestOnly,
            PeriodSeconds = periodSeconds,
            InstalmentCount = instalmentCount,
            GraceSeconds = 5 * 86_400L,
            DefaultAfterSeconds = 60 * 86_400L,
            MetadataUri = metadataVerified ? "data:application/json;base64,e30=" : null,
            DocumentHash = HashOf(number + 1),
            MetadataVerified = metadataVerified,
            Name = metadataVerified ? $"Loan {number}" : null,
            BorrowerName = metadataVerified ? "Koperasi Tani" : null,
            Sector = metadataVerified ? "Agriculture" : null,
            Region = metadataVerified ? "Jawa Barat" : null,
            Grade = metadataVerified ? "B" : null,
            Phase = phase,
            PhaseChangedAt = drawnAt ?? BlockTime.AddDays(-20),
            RaisedUsdt = isDrawn ? 10_000m : 2_500m,
            TotalSupplyTokens = isDrawn ? 10_000m : 2_500m,
            DrawnPrincipalUsdt = isDrawn ? 10_000m : 0m,
            OutstandingUsdt = isDrawn ? outstandingUsdt : 0m,
            SettledInstalments = settledInstalments,
            DrawnAt = drawnAt,
            LastAccrualAt = drawnAt,
            CreatedAt = BlockTime.AddDays(-20),
            CreatedBlockNumber = number,
            UpdatedBlockNumber = updatedBlockNumber,
            UpdatedBlockHash = HashOf(1_000),
        };
    }

    public static Distribution Distribution(Loan loan, int round) => new()
    {
        Id = DeterministicId.ForEvent("distributions", HashOf((loan.Address.GetHashCode() & 0xFFFF) + round), round),
        LoanId = loan.Id,
        PaymentId = HashOf(round + 70_000),
        Round = round,
        ReceivedUsdt = 100m,
        LateFeeUsdt = 0m,
        InterestUsdt = 100m,
        PrincipalUsdt = 0m,
        PlatformFeeUsdt = 1m,
        PerToken = 9_900,
        OutstandingUsdt = loan.OutstandingUsdt,
        TxHash = HashOf((loan.Address.GetHashCode() & 0xFFFF) + round),
        LogIndex = round,
        BlockNumber = 40 + round,
        BlockHash = HashOf(40 + round),
        CreatedAt = BlockTime.AddDays(-round),
    };

    public static ChainTransaction Transaction(Loan loan, User user, int logIndex, long? blockNumber = 40) => new()
    {
        Id = Guid.NewGuid(),
        UserId = user.Id,
        LoanId = loan.Id,
        Type = TransactionType.Invest,
        Kind = TransactionKind.Invest,
        AmountUsdt = 250.5m,
        TxHash = HashOf(80_000 + logIndex),
        LogIndex = blockNumber is null ? null : logIndex,
        Status = blockNumber is null ? TransactionStatus.Pending : TransactionStatus.Confirmed,
        BlockNumber = blockNumber,
        BlockHash = blockNumber is null ? null : HashOf((int)blockNumber),
        CreatedAt = BlockTime.AddDays(-1),
    };

    /// <summary>Puts the cursor on a block, as the indexer's commit does.</summary>
    public static async Task IndexBlockAsync(this ReFlowDbContext context, long number, DateTimeOffset time, int hash, params Loan[] changed)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await context.Blocks.Where(block => block.Number >= number).ExecuteDeleteAsync(TestContext.Current.CancellationToken);
        context.Blocks.Add(new Block { Number = number, Hash = HashOf(hash), ParentHash = HashOf(hash - 1), Timestamp = time });
        await context.SyncCursors.ExecuteDeleteAsync(TestContext.Current.CancellationToken);
        context.SyncCursors.Add(Cursor(number, time, hash));
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        foreach (var loan in changed)
            await context.Loans.Where(row => row.Id == loan.Id)
                .ExecuteUpdateAsync(update => update.SetProperty(row => row.UpdatedBlockNumber, number), TestContext.Current.CancellationToken);
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        context.ChangeTracker.Clear();
    }

    /// <summary>Marks the cursor's block as left by the chain, as the indexer does before it takes it back.</summary>
    public static Task OrphanAsync(this ReFlowDbContext context) =>
        context.SyncCursors.ExecuteUpdateAsync(update => update.SetProperty(cursor => cursor.IsOrphaned, true), TestContext.Current.CancellationToken);

    static byte[] Bytes(int length, int number)
    {
        var bytes = new byte[length];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(length - 4), number);
        bytes[0] = 0xAB;
        return bytes;
    }
}
