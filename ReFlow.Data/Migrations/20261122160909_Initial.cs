using System;
using System.Numerics;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ReFlow.Data.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "blocks",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    parent_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    timestamp = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_blocks", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "chain_logs",
                columns: table => new
                {
                    block_number = table.Column<long>(type: "bigint", nullable: false),
                    log_index = table.Column<int>(type: "integer", nullable: false),
                    block_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    block_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    tx_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    transaction_index = table.Column<int>(type: "integer", nullable: false),
                    address = table.Column<byte[]>(type: "bytea", nullable: false),
                    topic0 = table.Column<byte[]>(type: "bytea", nullable: false),
                    topic1 = table.Column<byte[]>(type: "bytea", nullable: true),
                    topic2 = table.Column<byte[]>(type: "bytea", nullable: true),
                    topic3 = table.Column<byte[]>(type: "bytea", nullable: true),
                    data = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_chain_logs", x => new { x.block_number, x.log_index });
                });

            migrationBuilder.CreateTable(
                name: "loans",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    address = table.Column<byte[]>(type: "bytea", nullable: false),
                    loan_id = table.Column<byte[]>(type: "bytea", nullable: false),
                    originator = table.Column<byte[]>(type: "bytea", nullable: false),
                    borrower = table.Column<byte[]>(type: "bytea", nullable: false),
                    principal_target = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    minimum_raise = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    minimum_ticket = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    maximum_ticket = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    funding_deadline = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    annual_rate_bps = table.Column<int>(type: "integer", nullable: false),
                    late_rate_bps = table.Column<int>(type: "integer", nullable: false),
                    origination_fee_bps = table.Column<int>(type: "integer", nullable: false),
                    platform_fee_bps = table.Column<int>(type: "integer", nullable: false),
                    repayment_kind = table.Column<string>(type: "text", nullable: false),
                    period_seconds = table.Column<long>(type: "bigint", nullable: false),
                    instalment_count = table.Column<int>(type: "integer", nullable: false),
                    grace_seconds = table.Column<long>(type: "bigint", nullable: false),
                    default_after_seconds = table.Column<long>(type: "bigint", nullable: false),
                    metadata_uri = table.Column<string>(type: "text", nullable: true),
                    document_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    metadata_verified = table.Column<bool>(type: "boolean", nullable: false),
                    name = table.Column<string>(type: "text", nullable: true),
                    borrower_name = table.Column<string>(type: "text", nullable: true),
                    sector = table.Column<string>(type: "text", nullable: true),
                    region = table.Column<string>(type: "text", nullable: true),
                    grade = table.Column<string>(type: "text", nullable: true),
                    purpose = table.Column<string>(type: "text", nullable: true),
                    collateral = table.Column<string>(type: "text", nullable: true),
                    phase = table.Column<string>(type: "text", nullable: false),
                    phase_changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    raised = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    total_supply = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    drawn_principal = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    outstanding = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    interest_received = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    principal_received = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    late_fees_received = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    platform_fees = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    loss = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    settled_instalments = table.Column<int>(type: "integer", nullable: false),
                    distribution_count = table.Column<int>(type: "integer", nullable: false),
                    per_token = table.Column<BigInteger>(type: "numeric(39,0)", nullable: false),
                    holder_count = table.Column<int>(type: "integer", nullable: false),
                    drawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_accrual_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    unpaid_interest = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_block_number = table.Column<long>(type: "bigint", nullable: false),
                    updated_block_number = table.Column<long>(type: "bigint", nullable: false),
                    updated_block_hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_loans", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<string>(type: "text", nullable: false),
                    payload = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sync_cursor",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    chain_id = table.Column<long>(type: "bigint", nullable: false),
                    genesis_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    block_number = table.Column<long>(type: "bigint", nullable: false),
                    block_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    block_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    epoch = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sync_cursor", x => x.id);
                    table.CheckConstraint("ck_sync_cursor_single_row", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "users",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    address = table.Column<byte[]>(type: "bytea", nullable: false),
                    first_seen_block_number = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_users", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "distributions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    loan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    payment_id = table.Column<byte[]>(type: "bytea", nullable: false),
                    round = table.Column<long>(type: "bigint", nullable: false),
                    received = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    late_fee = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    interest = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    principal = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    platform_fee = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    per_token = table.Column<BigInteger>(type: "numeric(39,0)", nullable: false),
                    outstanding = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    tx_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    log_index = table.Column<int>(type: "integer", nullable: false),
                    block_number = table.Column<long>(type: "bigint", nullable: false),
                    block_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_distributions", x => x.id);
                    table.ForeignKey(
                        name: "fk_distributions_loans_loan_id",
                        column: x => x.loan_id,
                        principalTable: "loans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "token_transfers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    loan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_address = table.Column<byte[]>(type: "bytea", nullable: false),
                    to_address = table.Column<byte[]>(type: "bytea", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    tx_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    log_index = table.Column<int>(type: "integer", nullable: false),
                    block_number = table.Column<long>(type: "bigint", nullable: false),
                    block_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_token_transfers", x => x.id);
                    table.ForeignKey(
                        name: "fk_token_transfers_loans_loan_id",
                        column: x => x.loan_id,
                        principalTable: "loans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "claims",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    loan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    to_address = table.Column<byte[]>(type: "bytea", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    total_claimed = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    tx_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    log_index = table.Column<int>(type: "integer", nullable: false),
                    block_number = table.Column<long>(type: "bigint", nullable: false),
                    block_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_claims", x => x.id);
                    table.ForeignKey(
                        name: "fk_claims_loans_loan_id",
                        column: x => x.loan_id,
                        principalTable: "loans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_claims_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "holdings",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    loan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    balance = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    invested = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    claimed = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    updated_block_number = table.Column<long>(type: "bigint", nullable: false),
                    updated_block_hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_holdings", x => new { x.user_id, x.loan_id });
                    table.ForeignKey(
                        name: "fk_holdings_loans_loan_id",
                        column: x => x.loan_id,
                        principalTable: "loans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_holdings_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "investments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    loan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    tokens = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    tx_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    log_index = table.Column<int>(type: "integer", nullable: false),
                    block_number = table.Column<long>(type: "bigint", nullable: false),
                    block_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_investments", x => x.id);
                    table.ForeignKey(
                        name: "fk_investments_loans_loan_id",
                        column: x => x.loan_id,
                        principalTable: "loans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_investments_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "transactions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    loan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    tx_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    log_index = table.Column<int>(type: "integer", nullable: true),
                    status = table.Column<string>(type: "text", nullable: false),
                    block_number = table.Column<long>(type: "bigint", nullable: true),
                    block_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_transactions", x => x.id);
                    table.ForeignKey(
                        name: "fk_transactions_loans_loan_id",
                        column: x => x.loan_id,
                        principalTable: "loans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_transactions_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_chain_logs_address_block_number_log_index",
                table: "chain_logs",
                columns: new[] { "address", "block_number", "log_index" });

            migrationBuilder.CreateIndex(
                name: "ix_claims_block_number_log_index",
                table: "claims",
                columns: new[] { "block_number", "log_index" });

            migrationBuilder.CreateIndex(
                name: "ix_claims_loan_id",
                table: "claims",
                column: "loan_id");

            migrationBuilder.CreateIndex(
                name: "ix_claims_user_id",
                table: "claims",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_distributions_block_number_log_index",
                table: "distributions",
                columns: new[] { "block_number", "log_index" });

            migrationBuilder.CreateIndex(
                name: "ix_distributions_loan_id_payment_id",
                table: "distributions",
                columns: new[] { "loan_id", "payment_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_distributions_loan_id_round",
                table: "distributions",
                columns: new[] { "loan_id", "round" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_holdings_loan_id",
                table: "holdings",
                column: "loan_id");

            migrationBuilder.CreateIndex(
                name: "ix_investments_block_number_log_index",
                table: "investments",
                columns: new[] { "block_number", "log_index" });

            migrationBuilder.CreateIndex(
                name: "ix_investments_loan_id",
                table: "investments",
                column: "loan_id");

            migrationBuilder.CreateIndex(
                name: "ix_investments_user_id",
                table: "investments",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_loans_address",
                table: "loans",
                column: "address",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_loans_created_block_number_id",
                table: "loans",
                columns: new[] { "created_block_number", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_loans_phase",
                table: "loans",
                column: "phase");

            migrationBuilder.CreateIndex(
                name: "ix_token_transfers_block_number_log_index",
                table: "token_transfers",
                columns: new[] { "block_number", "log_index" });

            migrationBuilder.CreateIndex(
                name: "ix_token_transfers_from_address",
                table: "token_transfers",
                column: "from_address");

            migrationBuilder.CreateIndex(
                name: "ix_token_transfers_loan_id",
                table: "token_transfers",
                column: "loan_id");

            migrationBuilder.CreateIndex(
                name: "ix_token_transfers_to_address",
                table: "token_transfers",
                column: "to_address");

            migrationBuilder.CreateIndex(
                name: "ix_transactions_block_number",
                table: "transactions",
                column: "block_number");

            migrationBuilder.CreateIndex(
                name: "ix_transactions_loan_id_block_number_log_index",
                table: "transactions",
                columns: new[] { "loan_id", "block_number", "log_index" });

            migrationBuilder.CreateIndex(
                name: "ix_transactions_tx_hash",
                table: "transactions",
                column: "tx_hash");

            migrationBuilder.CreateIndex(
                name: "ix_transactions_user_id_block_number_log_index",
                table: "transactions",
                columns: new[] { "user_id", "block_number", "log_index" });

            migrationBuilder.CreateIndex(
                name: "ix_users_address",
                table: "users",
                column: "address",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_users_first_seen_block_number",
                table: "users",
                column: "first_seen_block_number");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "blocks");

            migrationBuilder.DropTable(
                name: "chain_logs");

            migrationBuilder.DropTable(
                name: "claims");

            migrationBuilder.DropTable(
                name: "distributions");

            migrationBuilder.DropTable(
                name: "holdings");

            migrationBuilder.DropTable(
                name: "investments");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "sync_cursor");

            migrationBuilder.DropTable(
                name: "token_transfers");

            migrationBuilder.DropTable(
                name: "transactions");

            migrationBuilder.DropTable(
                name: "loans");

            migrationBuilder.DropTable(
                name: "users");
        }
    }
}
