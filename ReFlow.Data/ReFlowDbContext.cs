using Microsoft.EntityFrameworkCore;
using ReFlow.Chain;
using ReFlow.Domain;

namespace ReFlow.Data;

/// <summary>
/// The read model of the chain, and what the services store beside it. Chain-derived tables are written by the indexer alone,
/// through <see cref="UnnestTable{TEntity}"/>; everyone else only reads them.
/// </summary>
public sealed class ReFlowDbContext(DbContextOptions<ReFlowDbContext> options) : DbContext(options)
{
    public DbSet<User> Users => Set<User>();

    public DbSet<Loan> Loans => Set<Loan>();

    public DbSet<Investment> Investments => Set<Investment>();

    public DbSet<ChainTransaction> Transactions => Set<ChainTransaction>();

    public DbSet<Holding> Holdings => Set<Holding>();

    public DbSet<Distribution> Distributions => Set<Distribution>();

    public DbSet<Claim> Claims => Set<Claim>();

    public DbSet<TokenTransfer> TokenTransfers => Set<TokenTransfer>();

    public DbSet<Listing> Listings => Set<Listing>();

    public DbSet<Fill> Fills => Set<Fill>();

    public DbSet<SignedOrder> SignedOrders => Set<SignedOrder>();

    public DbSet<CancelledNonce> CancelledNonces => Set<CancelledNonce>();

    public DbSet<Member> Members => Set<Member>();

    public DbSet<LoanMember> LoanMembers => Set<LoanMember>();

    public DbSet<RoleChange> RoleChanges => Set<RoleChange>();

    public DbSet<PlatformTotals> PlatformTotals => Set<PlatformTotals>();

    public DbSet<AnnouncedTransaction> AnnouncedTransactions => Set<AnnouncedTransaction>();

    public DbSet<Block> Blocks => Set<Block>();

    public DbSet<ChainLog> ChainLogs => Set<ChainLog>();

    public DbSet<SyncCursor> SyncCursors => Set<SyncCursor>();

    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    public DbSet<OperatorTransaction> OperatorTransactions => Set<OperatorTransaction>();

    public DbSet<OperatorLease> OperatorLeases => Set<OperatorLease>();

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseSnakeCaseNamingConvention();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Address>().HaveConversion<AddressConverter>();
        configurationBuilder.Properties<Hash32>().HaveConversion<Hash32Converter>();
        configurationBuilder.Properties<LoanPhase>().HaveConversion<UpperSnakeEnumConverter<LoanPhase>>();
        configurationBuilder.Properties<RepaymentKind>().HaveConversion<UpperSnakeEnumConverter<RepaymentKind>>();
        configurationBuilder.Properties<TransactionType>().HaveConversion<UpperSnakeEnumConverter<TransactionType>>();
        configurationBuilder.Properties<TransactionKind>().HaveConversion<UpperSnakeEnumConverter<TransactionKind>>();
        configurationBuilder.Properties<TransactionStatus>().HaveConversion<UpperSnakeEnumConverter<TransactionStatus>>();
        configurationBuilder.Properties<TransactionFailure>().HaveConversion<UpperSnakeEnumConverter<TransactionFailure>>();
        configurationBuilder.Properties<ListingStatus>().HaveConversion<UpperSnakeEnumConverter<ListingStatus>>();
        configurationBuilder.Properties<PlatformRole>().HaveConversion<UpperSnakeEnumConverter<PlatformRole>>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ReFlowDbContext).Assembly);
        UnitSuffixes.Apply(modelBuilder);
    }
}
