using Microsoft.EntityFrameworkCore;
using Npgsql;
using ReFlow.Data;
using ReFlow.Indexer.Folding;

namespace ReFlow.Indexer.Storage;

/// <summary>The tables that the indexer writes, and the order in which foreign keys allow it.</summary>
sealed class ReadModelTables
{
    /// <summary>Tables whose rows belong to one block each, with the column that says which.</summary>
    public static readonly (string Table, string BlockColumn)[] ByBlock =
    [
        ("investments", "block_number"),
        ("transactions", "block_number"),
        ("distributions", "block_number"),
        ("claims", "block_number"),
        ("token_transfers", "block_number"),
        ("fills", "block_number"),
        ("cancelled_nonces", "block_number"),
        ("role_changes", "block_number"),
        ("chain_logs", "block_number"),
        ("blocks", "number"),
    ];

    /// <summary>What a fold makes, with each table's key: everything but the blocks, the logs and the cursor that it starts from.</summary>
    public static readonly (string Table, string Key)[] Folded =
    [
        ("users", "id"),
        ("loans", "id"),
        ("holdings", "user_id, loan_id"),
        ("investments", "id"),
        ("transactions", "id"),
        ("distributions", "id"),
        ("claims", "id"),
        ("token_transfers", "id"),
        ("listings", "number"),
        ("fills", "id"),
        ("signed_orders", "order_hash"),
        ("cancelled_nonces", "id"),
        ("members", "user_id"),
        ("loan_members", "user_id, loan_id"),
        ("role_changes", "id"),
        ("platform_totals", "id"),
    ];

    /// <summary>Tables of aggregates with a <c>loan_id</c>, which a rewind folds again.</summary>
    public static readonly string[] ByLoan = ["holdings", "listings", "signed_orders", "loan_members"];

    public ReadModelTables(IDbContextFactory<ReFlowDbContext> contexts)
    {
        using var context = contexts.CreateDbContext();
        var model = context.Model;
        Blocks = new(model);
        ChainLogs = new(model);
        Users = new(model);
        Loans = new(model);
        Holdings = new(model);
        Investments = new(model);
        Transactions = new(model);
        Distributions = new(model);
        Claims = new(model);
        TokenTransfers = new(model);
        Fills = new(model);
        CancelledNonces = new(model);
        RoleChanges = new(model);
        Listings = new(model);
        SignedOrders = new(model);
        Members = new(model);
        LoanMembers = new(model);
        Outbox = new(model);
        Cursor = new(model);
    }

    public LedgerTable<Block> Blocks { get; }

    public LedgerTable<ChainLog> ChainLogs { get; }

    public UnnestTable<User> Users { get; }

    public UnnestTable<Loan> Loans { get; }

    public UnnestTable<Holding> Holdings { get; }

    public LedgerTable<Investment> Investments { get; }

    public LedgerTable<ChainTransaction> Transactions { get; }

    public LedgerTable<Distribution> Distributions { get; }

    public LedgerTable<Claim> Claims { get; }

    public LedgerTable<TokenTransfer> TokenTransfers { get; }

    public LedgerTable<Fill> Fills { get; }

    public LedgerTable<CancelledNonce> CancelledNonces { get; }

    public LedgerTable<RoleChange> RoleChanges { get; }

    public UnnestTable<Listing> Listings { get; }

    public UnnestTable<SignedOrder> SignedOrders { get; }

    public UnnestTable<Member> Members { get; }

    public UnnestTable<LoanMember> LoanMembers { get; }

    public UnnestTable<OutboxMessage> Outbox { get; }

    public UnnestTable<SyncCursor> Cursor { get; }

    /// <summary>Adds the statements that store what a fold changed, loans first, as foreign keys want them.</summary>
    public void AddAggregates(NpgsqlBatchCommandCollection commands, FoldState state)
    {
        ArgumentNullException.ThrowIfNull(commands);
        Add(Loans, state.ChangedLoans);
        Add(Holdings, state.ChangedHoldings);
        Add(Listings, state.ChangedListings);
        Add(SignedOrders, state.ChangedOrders);
        Add(Members, state.ChangedMembers);
        Add(LoanMembers, state.ChangedLoanMembers);

        void Add<T>(UnnestTable<T> table, IReadOnlyCollection<T> rows)
            where T : class
        {
            if (rows.Count > 0)
                commands.Add(table.Upsert(rows));
        }
    }
}
