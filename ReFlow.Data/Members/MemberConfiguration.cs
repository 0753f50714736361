using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ReFlow.Data;

sealed class MemberConfiguration : IEntityTypeConfiguration<Member>
{
    public void Configure(EntityTypeBuilder<Member> builder)
    {
        builder.ToTable("members");
        builder.HasKey(member => member.UserId);
        builder.HasOne(member => member.User).WithOne().HasForeignKey<Member>(member => member.UserId);
        builder.HasIndex(member => member.UpdatedBlockNumber);
    }
}
