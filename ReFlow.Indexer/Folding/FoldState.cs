using ReFlow.Chain;
using ReFlow.Data;

namespace ReFlow.Indexer.Folding;

/// <summary>The aggregates that a fold starts from and changes: loans by contract, holdings by loan and wallet.</summary>
sealed class FoldState
{
    readonly Dictionary<Address, Loan> _loans;
    readonly Dictionary<(Guid LoanId, Guid UserId), Holding> _holdings;
    readonly HashSet<Loan> _changedLoans = [];
    readonly HashSet<Holding> _changedHoldings = [];

    public FoldState(IEnumerable<Loan> loans, IEnumerable<Holding> holdings)
    {
        _loans = loans.ToDictionary(loan => loan.Address);
        _holdings = holdings.ToDictionary(holding => (holding.LoanId, holding.UserId));
    }

    /// <summary>Nothing yet: the state before a loan's first log.</summary>
    public static FoldState Empty() => new([], []);

    public IReadOnlyCollection<Loan> ChangedLoans => _changedLoans;

    public IReadOnlyCollection<Holding> ChangedHoldings => _changedHoldings;

    public Loan? FindLoan(Address address) => _loans.GetValueOrDefault(address);

    public void Add(Loan loan)
    {
        _loans.Add(loan.Address, loan);
        _changedLoans.Add(loan);
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
}
