using ReFlow.Chain;

namespace ReFlow.Indexer.Audit;

/// <summary>Asks the contracts, many questions per request, all about one block, named by its hash: a reorganisation in between is an error, not a difference.</summary>
interface IChainFigureSource
{
    Task<IReadOnlyList<LoanFigures>> ReadLoansAsync(IReadOnlyList<Address> loans, Hash32 block, CancellationToken cancellationToken);

    Task<IReadOnlyList<HolderFigures>> ReadHoldersAsync(Address loan, IReadOnlyList<Address> holders, Hash32 block, CancellationToken cancellationToken);
}
