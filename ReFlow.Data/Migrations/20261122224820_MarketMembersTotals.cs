using System;
using System.Globalization;
using System.Numerics;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReFlow.Data.Migrations
{
    /// <inheritdoc />
    public partial class MarketMembersTotals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "defaulted_at",
                table: "loans",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "excess_returned",
                table: "loans",
                type: "numeric(38,6)",
                precision: 38,
                scale: 6,
                nullable: false,
                defaultValue: 0m);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "paused_until",
                table: "loans",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<BigInteger>(
                name: "payout_debt",
                table: "holdings",
                type: "numeric(39,0)",
                nullable: false,
                defaultValue: BigInteger.Parse("0", NumberFormatInfo.InvariantInfo));

            migrationBuilder.AddColumn<decimal>(
                name: "collected",
                table: "distributions",
                type: "numeric(38,6)",
                precision: 38,
                scale: 6,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "announced_transactions",
                columns: table => new
                {
                    tx_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    row_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sender = table.Column<byte[]>(type: "bytea", nullable: false),
                    nonce = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    loan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    failure = table.Column<string>(type: "text", nullable: true),
                    replaced_by = table.Column<byte[]>(type: "bytea", nullable: true),
                    block_number = table.Column<long>(type: "bigint", nullable: true),
                    block_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    announced_block_number = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_announced_transactions", x => x.tx_hash);
                });

            migrationBuilder.CreateTable(
                name: "cancelled_nonces",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    seller_id = table.Column<Guid>(type: "uuid", nullable: false),
                    nonce = table.Column<BigInteger>(type: "numeric(78,0)", nullable: false),
                    tx_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    log_index = table.Column<int>(type: "integer", nullable: false),
                    block_number = table.Column<long>(type: "bigint", nullable: false),
                    block_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cancelled_nonces", x => x.id);
                    table.ForeignKey(
                        name: "fk_cancelled_nonces_users_seller_id",
                        column: x => x.seller_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "fills",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    loan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    listing_number = table.Column<long>(type: "bigint", nullable: true),
                    order_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    buyer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seller_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    total = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    fee = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    outstanding = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    per_token = table.Column<BigInteger>(type: "numeric(39,0)", nullable: false),
                    tx_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    log_index = table.Column<int>(type: "integer", nullable: false),
                    block_number = table.Column<long>(type: "bigint", nullable: false),
                    block_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fills", x => x.id);
                    table.ForeignKey(
                        name: "fk_fills_loans_loan_id",
                        column: x => x.loan_id,
                        principalTable: "loans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_fills_users_buyer_id",
                        column: x => x.buyer_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_fills_users_seller_id",
                        column: x => x.seller_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "listings",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    loan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seller_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    remaining = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    price_bps = table.Column<int>(type: "integer", nullable: false),
                    per_token = table.Column<BigInteger>(type: "numeric(39,0)", nullable: false),
                    expires_at_seconds = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_block_number = table.Column<long>(type: "bigint", nullable: false),
                    updated_block_number = table.Column<long>(type: "bigint", nullable: false),
                    updated_block_hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_listings", x => x.number);
                    table.ForeignKey(
                        name: "fk_listings_loans_loan_id",
                        column: x => x.loan_id,
                        principalTable: "loans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_listings_users_seller_id",
                        column: x => x.seller_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "loan_members",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    loan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    member_until_seconds = table.Column<long>(type: "bigint", nullable: false),
                    is_frozen = table.Column<bool>(type: "boolean", nullable: false),
                    updated_block_number = table.Column<long>(type: "bigint", nullable: false),
                    updated_block_hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_loan_members", x => new { x.user_id, x.loan_id });
                    table.ForeignKey(
                        name: "fk_loan_members_loans_loan_id",
                        column: x => x.loan_id,
                        principalTable: "loans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_loan_members_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "members",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    member_until_seconds = table.Column<long>(type: "bigint", nullable: false),
                    is_frozen = table.Column<bool>(type: "boolean", nullable: false),
                    recovery_replacement = table.Column<byte[]>(type: "bytea", nullable: true),
                    recovery_executable_at_seconds = table.Column<long>(type: "bigint", nullable: true),
                    recovery_blocked_until_seconds = table.Column<long>(type: "bigint", nullable: true),
                    updated_block_number = table.Column<long>(type: "bigint", nullable: false),
                    updated_block_hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_members", x => x.user_id);
                    table.ForeignKey(
                        name: "fk_members_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "platform_totals",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    raised = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    outstanding = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    principal_repaid = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    interest_paid = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    late_fees_paid = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    platform_fees = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    loss = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    traded = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    trade_count = table.Column<int>(type: "integer", nullable: false),
                    investor_count = table.Column<int>(type: "integer", nullable: false),
                    loan_count = table.Column<int>(type: "integer", nullable: false),
                    funding_count = table.Column<int>(type: "integer", nullable: false),
                    cancelled_count = table.Column<int>(type: "integer", nullable: false),
                    active_count = table.Column<int>(type: "integer", nullable: false),
                    defaulted_count = table.Column<int>(type: "integer", nullable: false),
                    repaid_count = table.Column<int>(type: "integer", nullable: false),
                    closed_count = table.Column<int>(type: "integer", nullable: false),
                    ever_defaulted_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_totals", x => x.id);
                    table.CheckConstraint("ck_platform_totals_single_row", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "role_changes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    account = table.Column<byte[]>(type: "bytea", nullable: false),
                    is_allowed = table.Column<bool>(type: "boolean", nullable: false),
                    tx_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    log_index = table.Column<int>(type: "integer", nullable: false),
                    block_number = table.Column<long>(type: "bigint", nullable: false),
                    block_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_role_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "signed_orders",
                columns: table => new
                {
                    order_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    loan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seller_id = table.Column<Guid>(type: "uuid", nullable: false),
                    nonce = table.Column<BigInteger>(type: "numeric(78,0)", nullable: false),
                    filled = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    remaining = table.Column<decimal>(type: "numeric(38,6)", precision: 38, scale: 6, nullable: false),
                    updated_block_number = table.Column<long>(type: "bigint", nullable: false),
                    updated_block_hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signed_orders", x => x.order_hash);
                    table.ForeignKey(
                        name: "fk_signed_orders_loans_loan_id",
                        column: x => x.loan_id,
                        principalTable: "loans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_signed_orders_users_seller_id",
                        column: x => x.seller_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "platform_totals",
                columns: new[] { "id", "active_count", "cancelled_count", "closed_count", "defaulted_count", "ever_defaulted_count", "funding_count", "interest_paid", "investor_count", "late_fees_paid", "loan_count", "loss", "outstanding", "platform_fees", "principal_repaid", "raised", "repaid_count", "trade_count", "traded" },
                values: new object[] { 1, 0, 0, 0, 0, 0, 0, 0m, 0, 0m, 0, 0m, 0m, 0m, 0m, 0m, 0, 0, 0m });

            migrationBuilder.CreateIndex(
                name: "ix_announced_transactions_block_number",
                table: "announced_transactions",
                column: "block_number");

            migrationBuilder.CreateIndex(
                name: "ix_announced_transactions_pending",
                table: "announced_transactions",
                column: "created_at",
                filter: "status = 'PENDING'");

            migrationBuilder.CreateIndex(
                name: "ix_cancelled_nonces_block_number_log_index",
                table: "cancelled_nonces",
                columns: new[] { "block_number", "log_index" });

            migrationBuilder.CreateIndex(
                name: "ix_cancelled_nonces_seller_id_nonce",
                table: "cancelled_nonces",
                columns: new[] { "seller_id", "nonce" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_fills_block_number_log_index",
                table: "fills",
                columns: new[] { "block_number", "log_index" });

            migrationBuilder.CreateIndex(
                name: "ix_fills_buyer_id",
                table: "fills",
                column: "buyer_id");

            migrationBuilder.CreateIndex(
                name: "ix_fills_loan_id_block_number_log_index",
                table: "fills",
                columns: new[] { "loan_id", "block_number", "log_index" });

            migrationBuilder.CreateIndex(
                name: "ix_fills_seller_id",
                table: "fills",
                column: "seller_id");

            migrationBuilder.CreateIndex(
                name: "ix_listings_loan_id_status_price_bps",
                table: "listings",
                columns: new[] { "loan_id", "status", "price_bps" });

            migrationBuilder.CreateIndex(
                name: "ix_listings_seller_id",
                table: "listings",
                column: "seller_id");

            migrationBuilder.CreateIndex(
                name: "ix_loan_members_loan_id",
                table: "loan_members",
                column: "loan_id");

            migrationBuilder.CreateIndex(
                name: "ix_members_updated_block_number",
                table: "members",
                column: "updated_block_number");

            migrationBuilder.CreateIndex(
                name: "ix_role_changes_block_number_log_index",
                table: "role_changes",
                columns: new[] { "block_number", "log_index" });

            migrationBuilder.CreateIndex(
                name: "ix_signed_orders_loan_id",
                table: "signed_orders",
                column: "loan_id");

            migrationBuilder.CreateIndex(
                name: "ix_signed_orders_seller_id",
                table: "signed_orders",
                column: "seller_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "announced_transactions");

            migrationBuilder.DropTable(
                name: "cancelled_nonces");

            migrationBuilder.DropTable(
                name: "fills");

            migrationBuilder.DropTable(
                name: "listings");

            migrationBuilder.DropTable(
                name: "loan_members");

            migrationBuilder.DropTable(
                name: "members");

            migrationBuilder.DropTable(
                name: "platform_totals");

            migrationBuilder.DropTable(
                name: "role_changes");

            migrationBuilder.DropTable(
                name: "signed_orders");

            migrationBuilder.DropColumn(
                name: "defaulted_at",
                table: "loans");

            migrationBuilder.DropColumn(
                name: "excess_returned",
                table: "loans");

            migrationBuilder.DropColumn(
                name: "paused_until",
                table: "loans");

            migrationBuilder.DropColumn(
                name: "payout_debt",
                table: "holdings");

            migrationBuilder.DropColumn(
                name: "collected",
                table: "distributions");
        }
    }
}
