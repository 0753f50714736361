using System.Numerics;
using ReFlow.Chain;
using ReFlow.Data;

namespace ReFlow.Indexer.Folding;

/// <summary>The aggregates that a fold starts from and changes: loans by contract, holdings by loan and wallet, the market's offers, members.</summary>
sealed class FoldState
{
    readonly Dictionary<Address, Loan> _loans;
    readonly Dictionary<(Guid LoanId, Guid UserId), Holding> _holdings;
    readonly Dictionary<long, Listing> _listings;
    readonly Dictionary<Hash32, SignedOrder> _orders;
    readonly Dictionary<Guid, Member> _members;
    readonly Dictionary<(Guid LoanId, Guid UserId), LoanMember> _loanMembers;
    readonly HashSet<Loan> _changedLoans = [];
    readonly HashSet<Holding> _changedHoldings = [];
    readonly HashSet<Listing> _changedListings = [];
    readonly HashSet<SignedOrder> _changedOrders = [];
    readonly HashSet<Member> _changedMembers = [];
    readonly HashSet<LoanMember> _changedLoanMembers = [];

    public FoldState(
        IEnumerable<Loan> loans,
        IEnumerable<Holding> holdings,
        IEnumerable<Listing>? listings = null,
        IEnumerable<SignedOrder>? orders = null,
        IEnumerable<Member>? members = null,
        IEnumerable<LoanMember>? loanMembers = null)
    {
        _loans = loans.ToDictionary(loan => loan.Address);
        _holdings = holdings.ToDictionary(holding => (holding.LoanId, holding.UserId));
        _listings = (listings ?? []).ToDictionary(listing => listing.Number);
        _orders = (orders ?? []).ToDictionary(order => order.OrderHash);
        _members = (members ?? []).ToDictionary(member => member.UserId);
        _loanMembers = (loanMembers ?? []).ToDictionary(member => (member.LoanId, member.UserId));
        Before = PlatformSums.Of(_loans.Values);
    }

    /// <summary>Nothing yet: the state before a loan's first log.</summary>
    public static FoldState Empty() => new([], []);

    /// <summary>What the loans added to the platform's totals before the fold.</summary>
    public PlatformSums Before { get; private set; }

    /// <summary>What they add now.</summary>
    public PlatformSums After => PlatformSums.Of(_loans.Values);

    public IReadOnlyCollection<Loan> ChangedLoans => _changedLoans;

    public IReadOnlyCollection<Holding> ChangedHoldings => _changedHoldings;

    public IReadOnlyCollection<Listing> ChangedListings => _changedListings;

    public IReadOnlyCollection<SignedOrder> ChangedOrders => _changedOrders;

    public IReadOnlyCollection<Member> ChangedMembers => _changedMembers;

    public IReadOnlyCollection<LoanMember> ChangedLoanMembers => _changedLoanMembers;

    public int RowCount => _loans.Count + _holdings.Count + _listings.Count + _orders.Count + _members.Count + _loanMembers.Count;

    /// <summary>What was changed is the writer's; the next batch folds on.</summary>
    public void AcceptChanges()
    {
        _changedLoans.Clear();
        _changedHoldings.Clear();
        _changedListings.Clear();
        _changedOrders.Clear();
        _changedMembers.Clear();
        _changedLoanMembers.Clear();
        Before = After;
    }

    public Loan? FindLoan(Address address) => _loans.GetValueOrDefault(address);

    public void Add(Loan loan)
    {
        _loans.Add(loan.Address, loan);
        _changedLoans.Add(loan);
    }

    public void Add(Listing listing)
    {
        _listings.Add(listing.Number, listing);
        _changedListings.Add(listing);
    }

    /// <summary>Marks the loan as changed by <paramref name="log"/>.</summary>
    public void Touch(Loan loan, ChainLog log)
    {
        loan.UpdatedBlockNumber = log.BlockNumber;
        loan.UpdatedBlockHash = log.BlockHash;
        _changedLoans.Add(loan);
    }

    /// <summary>The wallet's holding, made when it is the first of this loan, and marked as changed by <paramref name="log"/>.</summary>
    public Holding TouchHolding(Loan loan, Address wallet, ChainLog log)
    {
        var key = (loan.Id, DeterministicId.ForUser(wallet));
        if (!_holdings.TryGetValue(key, out var holding))
        {
            holding = new Holding { LoanId = key.Id, UserId = key.Item2, UpdatedBlockNumber = log.BlockNumber, UpdatedBlockHash = log.BlockHash };
            _holdings.Add(key, holding);
        }

        holding.UpdatedBlockNumber = log.BlockNumber;
        holding.UpdatedBlockHash = log.BlockHash;
        _changedHoldings.Add(holding);
        return holding;
    }

    /// <summary>The listing, marked as changed; null when it was made before the first block that is indexed.</summary>
    public Listing? TouchListing(BigInteger number, ChainLog log)
    {
        if (!_listings.TryGetValue((long)number, out var listing))
            return null;
        listing.UpdatedBlockNumber = log.BlockNumber;
        listing.UpdatedBlockHash = log.BlockHash;
        _changedListings.Add(listing);
        return listing;
    }

    /// <summary>The signed order, made by <paramref name="create"/> at its first fill, and marked as changed.</summary>
    public SignedOrder TouchOrder(Hash32 orderHash, ChainLog log, Func<SignedOrder> create)
    {
        if (!_orders.TryGetValue(orderHash, out var order))
            _orders.Add(orderHash, order = create());
        order.UpdatedBlockNumber = log.BlockNumber;
        order.UpdatedBlockHash = log.BlockHash;
        _changedOrders.Add(order);
        return order;
    }

    /// <summary>What the allow-list says about the wallet, marked as changed.</summary>
    public Member TouchMember(Address wallet, ChainLog log)
    {
        var userId = DeterministicId.ForUser(wallet);
        if (!_members.TryGetValue(userId, out var member))
            _members.Add(userId, member = new Member { UserId = userId, UpdatedBlockNumber = log.BlockNumber, UpdatedBlockHash = log.BlockHash });
        member.UpdatedBlockNumber = log.BlockNumber;
        member.UpdatedBlockHash = log.BlockHash;
        _changedMembers.Add(member);
        return member;
    }

    /// <summary>The loan's copy of it, marked as changed.</summary>
    public LoanMember TouchLoanMember(Loan loan, Address wallet, ChainLog log)
    {
        var key = (loan.Id, DeterministicId.ForUser(wallet));
        if (!_loanMembers.TryGetValue(key, out var member))
        {
            member = new LoanMember { LoanId = key.Id, UserId = key.Item2, UpdatedBlockNumber = log.BlockNumber, UpdatedBlockHash = log.BlockHash };
            _loanMembers.Add(key, member);
        }

        member.UpdatedBlockNumber = log.BlockNumber;
        member.UpdatedBlockHash = log.BlockHash;
        _changedLoanMembers.Add(member);
        return member;
    }
}
