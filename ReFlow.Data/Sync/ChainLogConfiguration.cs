using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ReFlow.Data;

sealed class ChainLogConfiguration : IEntityTypeConfiguration<ChainLog>
{
    public void Configure(EntityTypeBuilder<ChainLog> builder)
    {
        builder.ToTable("chain_logs");
        builder.HasKey(log => new { log.BlockNumber, log.LogIndex });
        builder.HasIndex(log => new { log.Address, log.BlockNumber, log.LogIndex });
    }
}
