using System;
using System.Numerics;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReFlow.Data.Migrations
{
    /// <inheritdoc />
    public partial class Operator : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "operator_leases",
                columns: table => new
                {
                    chain_id = table.Column<long>(type: "bigint", nullable: false),
                    sender = table.Column<byte[]>(type: "bytea", nullable: false),
                    epoch = table.Column<long>(type: "bigint", nullable: false),
                    holder = table.Column<string>(type: "text", nullable: false),
                    taken_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_operator_leases", x => new { x.chain_id, x.sender });
                });

            migrationBuilder.CreateTable(
                name: "operator_transactions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    intent_key = table.Column<string>(type: "text", nullable: false),
                    purpose = table.Column<string>(type: "text", nullable: false),
                    loan_address = table.Column<byte[]>(type: "bytea", nullable: false),
                    chain_id = table.Column<long>(type: "bigint", nullable: false),
                    sender = table.Column<byte[]>(type: "bytea", nullable: false),
                    nonce = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    mined_tx_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    block_number = table.Column<long>(type: "bigint", nullable: true),
                    block_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_operator_transactions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "operator_attempts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    operator_transaction_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    raw = table.Column<byte[]>(type: "bytea", nullable: false),
                    tx_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    max_fee_per_gas_wei = table.Column<BigInteger>(type: "numeric(78,0)", precision: 78, scale: 0, nullable: false),
                    max_priority_fee_per_gas_wei = table.Column<BigInteger>(type: "numeric(78,0)", precision: 78, scale: 0, nullable: false),
                    gas_limit = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_operator_attempts", x => x.id);
                    table.ForeignKey(
                        name: "fk_operator_attempts_operator_transactions_operator_transactio",
                        column: x => x.operator_transaction_id,
                        principalTable: "operator_transactions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_operator_attempts_operator_transaction_id_number",
                table: "operator_attempts",
                columns: new[] { "operator_transaction_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_operator_attempts_tx_hash",
                table: "operator_attempts",
                column: "tx_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_operator_transactions_chain_id_sender_nonce",
                table: "operator_transactions",
                columns: new[] { "chain_id", "sender", "nonce" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_operator_transactions_intent_key",
                table: "operator_transactions",
                column: "intent_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_operator_transactions_loan_address",
                table: "operator_transactions",
                column: "loan_address");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "operator_attempts");

            migrationBuilder.DropTable(
                name: "operator_leases");

            migrationBuilder.DropTable(
                name: "operator_transactions");
        }
    }
}
