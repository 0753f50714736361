using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReFlow.Data.Migrations
{
    /// <inheritdoc />
    public partial class OrphanedCursor : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "is_orphaned",
                table: "sync_cursor",
                type: "boolean",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "is_orphaned",
                table: "sync_cursor");
        }
    }
}
