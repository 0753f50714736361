using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ReFlow.Data;

sealed class SyncCursorConfiguration : IEntityTypeConfiguration<SyncCursor>
{
    public void Configure(EntityTypeBuilder<SyncCursor> builder)
    {
        builder.ToTable("sync_cursor", table => table.HasCheckConstraint("ck_sync_cursor_single_row", "id = 1"));
        builder.Property(cursor => cursor.Id).ValueGeneratedNever();
        builder.Property(cursor => cursor.IsOrphaned).HasDefaultValue(false);
    }
}
