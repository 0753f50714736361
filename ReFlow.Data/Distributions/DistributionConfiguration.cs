using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ReFlow.Data;

sealed class DistributionConfiguration : IEntityTypeConfiguration<Distribution>
{
    public void Configure(EntityTypeBuilder<Distribution> builder)
    {
        builder.ToTable("distributions");
        builder.HasIndex(distribution => new { distribution.LoanId, distribution.Round }).IsUnique();
        builder.HasIndex(distribution => new { distribution.LoanId, distribution.PaymentId }).IsUnique();
        builder.HasIndex(distribution => new { distribution.BlockNumber, distribution.LogIndex });
        builder.Property(distribution => distribution.PerToken).HasColumnType("numeric(39,0)");
    }
}
