using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ReFlow.Data;

sealed class TokenTransferConfiguration : IEntityTypeConfiguration<TokenTransfer>
{
    public void Configure(EntityTypeBuilder<TokenTransfer> builder)
    {
        builder.ToTable("token_transfers");
        builder.HasIndex(transfer => new { transfer.BlockNumber, transfer.LogIndex });
        builder.HasIndex(transfer => transfer.FromAddress);
        builder.HasIndex(transfer => transfer.ToAddress);
    }
}
