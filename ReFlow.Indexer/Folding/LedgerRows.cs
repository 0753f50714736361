using ReFlow.Chain;
using ReFlow.Data;

namespace ReFlow.Indexer.Folding;

/// <summary>The append-only rows that a batch of logs makes.</summary>
sealed class LedgerRows
{
    readonly Dictionary<Address, User> _users = [];

    /// <summary>Every wallet that a log names, first sight in this batch; most exist already.</summary>
    public IReadOnlyCollection<User> Users => _users.Values;

    public List<Investment> Investments { get; } = [];

    public List<ChainTransaction> Transactions { get; } = [];

    public List<Distribution> Distributions { get; } = [];

    public List<Claim> Claims { get; } = [];

    public List<TokenTransfer> TokenTransfers { get; } = [];

    public List<Fill> Fills { get; } = [];

    public List<CancelledNonce> CancelledNonces { get; } = [];

    public List<RoleChange> RoleChanges { get; } = [];

    /// <summary>Notes that <paramref name="wallet"/> was seen and gives its user id.</summary>
    public Guid See(Address wallet, ChainLog log)
    {
        if (!_users.TryGetValue(wallet, out var user))
        {
            user = new User
            {
                Id = DeterministicId.ForUser(wallet),
                Address = wallet,
                FirstSeenBlockNumber = log.BlockNumber,
                CreatedAt = log.BlockTime,
            };
            _users.Add(wallet, user);
        }

        return user.Id;
    }

    public void AddTransaction(ChainLog log, Loan loan, Address wallet, TransactionType type, TransactionKind kind, decimal amountUsdt) =>
        AddTransaction(log, loan, See(wallet, log), type, kind, amountUsdt);

    /// <summary>The same for a wallet that was seen before.</summary>
    public void AddTransaction(ChainLog log, Loan loan, Guid userId, TransactionType type, TransactionKind kind, decimal amountUsdt) =>
        Transactions.Add(new ChainTransaction
        {
            // A fill is two people's transaction.
            Id = DeterministicId.ForEvent(kind == TransactionKind.Sell ? "transactions of sellers" : "transactions", log.TxHash, log.LogIndex),
            UserId = userId,
            LoanId = loan.Id,
            Type = type,
            Kind = kind,
            AmountUsdt = amountUsdt,
            TxHash = log.TxHash,
            LogIndex = log.LogIndex,
            Status = TransactionStatus.Confirmed,
            BlockNumber = log.BlockNumber,
            BlockHash = log.BlockHash,
            CreatedAt = log.BlockTime,
        });
}
