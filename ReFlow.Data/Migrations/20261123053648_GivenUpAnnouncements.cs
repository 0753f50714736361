using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReFlow.Data.Migrations
{
    /// <inheritdoc />
    public partial class GivenUpAnnouncements : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_announced_transactions_given_up",
                table: "announced_transactions",
                column: "failure",
                filter: "failure in ('DROPPED', 'REPLACED')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_announced_transactions_given_up",
                table: "announced_transactions");
        }
    }
}
