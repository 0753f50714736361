using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ReFlow.Data;

sealed class LoanMemberConfiguration : IEntityTypeConfiguration<LoanMember>
{
    public void Configure(EntityTypeBuilder<LoanMember> builder)
    {
        builder.ToTable("loan_members");
        builder.HasKey(member => new { member.UserId, member.LoanId });
    }
}
