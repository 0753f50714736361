using Microsoft.EntityFrameworkCore;
using ReFlow.Data;

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
        ("chain_logs", "block_number"),
        ("blocks", "number"),
    ];

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
        Outbox = new(model);
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

    public UnnestTable<OutboxMessage> Outbox { get; }
}
