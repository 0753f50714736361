using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReFlow.Data.Migrations
{
    /// <inheritdoc />
    public partial class FeesOwed : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<decimal>(
                name: "fees_owed",
                table: "loans",
                type: "numeric(38,6)",
                precision: 38,
                scale: 6,
                nullable: false,
                defaultValue: 0m);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "fees_owed",
                table: "loans");
        }
    }
}
