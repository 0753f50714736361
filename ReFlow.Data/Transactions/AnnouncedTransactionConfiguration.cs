using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ReFlow.Data;

sealed class AnnouncedTransactionConfiguration : IEntityTypeConfiguration<AnnouncedTransaction>
{
    public void Configure(EntityTypeBuilder<AnnouncedTransaction> builder)
    {
        builder.ToTable("announced_transactions");
        builder.HasKey(announced => announced.TxHash);
        builder.HasIndex(announced => announced.CreatedAt).HasFilter("status = 'PENDING'").HasDatabaseName("ix_announced_transactions_pending");
        builder.HasIndex(announced => announced.BlockNumber);
        // Those that may yet turn out to have been mined are few and looked at often.
        builder.HasIndex(announced => announced.Failure).HasFilter("failure in ('DROPPED', 'REPLACED')").HasDatabaseName("ix_announced_transactions_given_up");
    }
}
