using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ReFlow.Data;

sealed class HoldingConfiguration : IEntityTypeConfiguration<Holding>
{
    public void Configure(EntityTypeBuilder<Holding> builder)
    {
        builder.ToTable("holdings");
        builder.HasKey(holding => new { holding.UserId, holding.LoanId });
        builder.Property(holding => holding.PayoutDebt).HasColumnType("numeric(39,0)");
    }
}
