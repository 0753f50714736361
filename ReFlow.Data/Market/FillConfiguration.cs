using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ReFlow.Data;

sealed class FillConfiguration : IEntityTypeConfiguration<Fill>
{
    public void Configure(EntityTypeBuilder<Fill> builder)
    {
        builder.ToTable("fills");
        builder.Property(fill => fill.PerToken).HasColumnType("numeric(39,0)");
        builder.HasIndex(fill => new { fill.BlockNumber, fill.LogIndex });
        builder.HasIndex(fill => new { fill.LoanId, fill.BlockNumber, fill.LogIndex });
    }
}
