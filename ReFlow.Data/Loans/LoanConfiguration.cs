using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ReFlow.Data;

sealed class LoanConfiguration : IEntityTypeConfiguration<Loan>
{
    public void Configure(EntityTypeBuilder<Loan> builder)
    {
        builder.ToTable("loans");
        builder.HasIndex(loan => loan.Address).IsUnique();
        builder.HasIndex(loan => new { loan.CreatedBlockNumber, loan.Id });
        builder.HasIndex(loan => loan.Phase);
        builder.Property(loan => loan.PerToken).HasColumnType("numeric(39,0)");
    }
}
