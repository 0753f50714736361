using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ReFlow.Data;

sealed class ListingConfiguration : IEntityTypeConfiguration<Listing>
{
    public void Configure(EntityTypeBuilder<Listing> builder)
    {
        builder.ToTable("listings");
        builder.HasKey(listing => listing.Number);
        builder.Property(listing => listing.Number).ValueGeneratedNever();
        builder.Property(listing => listing.PerToken).HasColumnType("numeric(39,0)");
        builder.HasIndex(listing => new { listing.LoanId, listing.Status, listing.PriceBps });
    }
}
