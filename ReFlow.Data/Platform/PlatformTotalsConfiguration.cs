using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ReFlow.Data;

sealed class PlatformTotalsConfiguration : IEntityTypeConfiguration<PlatformTotals>
{
    public void Configure(EntityTypeBuilder<PlatformTotals> builder)
    {
        builder.ToTable("platform_totals", table => table.HasCheckConstraint("ck_platform_totals_single_row", "id = 1"));
        builder.Property(totals => totals.Id).ValueGeneratedNever();
        builder.HasData(new PlatformTotals());
    }
}
