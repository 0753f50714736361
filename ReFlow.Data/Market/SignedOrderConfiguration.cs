using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ReFlow.Data;

sealed class SignedOrderConfiguration : IEntityTypeConfiguration<SignedOrder>
{
    public void Configure(EntityTypeBuilder<SignedOrder> builder)
    {
        builder.ToTable("signed_orders");
        builder.HasKey(order => order.OrderHash);
        builder.Property(order => order.Nonce).HasColumnType("numeric(78,0)");
    }
}
