using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ReFlow.Data;

sealed class ChainTransactionConfiguration : IEntityTypeConfiguration<ChainTransaction>
{
    public void Configure(EntityTypeBuilder<ChainTransaction> builder)
    {
        builder.ToTable("transactions");
        builder.HasIndex(transaction => new { transaction.LoanId, transaction.BlockNumber, transaction.LogIndex });
        builder.HasIndex(transaction => new { transaction.UserId, transaction.BlockNumber, transaction.LogIndex });
        builder.HasIndex(transaction => transaction.BlockNumber);
        builder.HasIndex(transaction => transaction.TxHash);
    }
}
