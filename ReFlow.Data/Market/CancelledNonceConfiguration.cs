using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ReFlow.Data;

sealed class CancelledNonceConfiguration : IEntityTypeConfiguration<CancelledNonce>
{
    public void Configure(EntityTypeBuilder<CancelledNonce> builder)
    {
        builder.ToTable("cancelled_nonces");
        builder.Property(cancelled => cancelled.Nonce).HasColumnType("numeric(78,0)");
        builder.HasIndex(cancelled => new { cancelled.SellerId, cancelled.Nonce }).IsUnique();
        builder.HasIndex(cancelled => new { cancelled.BlockNumber, cancelled.LogIndex });
    }
}
