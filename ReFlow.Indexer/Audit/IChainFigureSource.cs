using ReFlow.Chain;

namespace ReFlow.Indexer.Audit;

/// <summary>Asks the contracts, many questions per request, all about one block.</summary>
interface IChainFigureSource
{
    Task<IReadOnlyList<LoanFigures>> ReadLoansAsync(IReadOnlyList<Address> loans, long block, CancellationToken cancellationToken);

    Task<IReadOnlyList<HolderFigures>> ReadHoldersAsync(Address loan, IReadOnlyList<Address> holders, long block, CancellationToken cancellationToken);
}
