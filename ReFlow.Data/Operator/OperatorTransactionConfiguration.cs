using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ReFlow.Data;

sealed class OperatorTransactionConfiguration : IEntityTypeConfiguration<OperatorTransaction>
{
    public void Configure(EntityTypeBuilder<OperatorTransaction> builder)
    {
        builder.ToTable("operator_transactions");
        builder.Property(transaction => transaction.Id).ValueGeneratedNever();
        builder.Property(transaction => transaction.Purpose).HasConversion<UpperSnakeEnumConverter<OperatorPurpose>>();
        builder.Property(transaction => transaction.Status).HasConversion<UpperSnakeEnumConverter<OperatorTransactionStatus>>();
        builder.HasIndex(transaction => transaction.IntentKey).IsUnique();
        builder.HasIndex(transaction => new { transaction.ChainId, transaction.Sender, transaction.Nonce }).IsUnique();
        builder.HasIndex(transaction => transaction.LoanAddress);
        builder.HasMany(transaction => transaction.Attempts).WithOne().HasForeignKey(attempt => attempt.OperatorTransactionId);
    }
}

sealed class OperatorAttemptConfiguration : IEntityTypeConfiguration<OperatorAttempt>
{
    public void Configure(EntityTypeBuilder<OperatorAttempt> builder)
    {
        builder.ToTable("operator_attempts");
        builder.Property(attempt => attempt.Id).ValueGeneratedNever();
        builder.Property(attempt => attempt.MaxFeePerGasWei).HasPrecision(78, 0);
        builder.Property(attempt => attempt.MaxPriorityFeePerGasWei).HasPrecision(78, 0);
        builder.HasIndex(attempt => attempt.TxHash).IsUnique();
        builder.HasIndex(attempt => new { attempt.OperatorTransactionId, attempt.Number }).IsUnique();
    }
}

sealed class OperatorLeaseConfiguration : IEntityTypeConfiguration<OperatorLease>
{
    public void Configure(EntityTypeBuilder<OperatorLease> builder)
    {
        builder.ToTable("operator_leases");
        builder.HasKey(lease => new { lease.ChainId, lease.Sender });
    }
}
