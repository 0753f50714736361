using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Data;
using ReFlow.Domain;

namespace ReFlow.Indexer.Audit;

/// <summary>Compares rows of the read model with the contracts, at the block that the rows stand at.</summary>
sealed class ChainAudit(EthereumClient chain, ContractAddresses contracts)
{
    /// <summary>Lens where it is deployed, else each loan's own views.</summary>
    public async Task<IChainFigureSource> ChooseSourceAsync(Hash32 block, CancellationToken cancellationToken) =>
        contracts.Lens is { } lens && (await chain.GetCodeAsync(lens, block, cancellationToken)).Length > 0
            ? new LensFigureSource(chain, lens)
            : new DirectFigureSource(chain);

    /// <summary>Whether the node has the read model's block; without it there is nothing to compare with.</summary>
    public async Task<bool> HasBlockAsync(SyncCursor cursor, CancellationToken cancellationToken) =>
        (await chain.GetHeaderAsync(cursor.BlockNumber, cancellationToken))?.Hash == cursor.BlockHash;

    public async Task<int> ReadLoanCountAsync(Hash32 block, CancellationToken cancellationToken) =>
        LoanFactoryContract.DecodeLoanCount(await chain.CallAsync(contracts.Factory, LoanFactoryContract.EncodeLoanCount(), cancellationToken, block));

    public static async Task CompareLoansAsync(
        IChainFigureSource source, IReadOnlyList<Loan> loans, SyncCursor cursor, AuditReport report, CancellationToken cancellationToken)
    {
        var answers = await source.ReadLoansAsync([.. loans.Select(loan => loan.Address)], cursor.BlockHash, cancellationToken);
        foreach (var (loan, onChain) in loans.Zip(answers))
            CompareLoan(loan, onChain, cursor, report);
    }

    public static async Task CompareHoldersAsync(
        IChainFigureSource source, Loan loan, IReadOnlyList<Holding> holdings, SyncCursor cursor, AuditReport report, CancellationToken cancellationToken)
    {
        var answers = await source.ReadHoldersAsync(loan.Address, [.. holdings.Select(AddressOf)], cursor.BlockHash, cancellationToken);
        foreach (var (holding, onChain) in holdings.Zip(answers))
        {
            var who = $"loan {loan.Address}, holder {AddressOf(holding)}";
            report.Compare($"{who}, balance", Usdt.FromBaseUnits(onChain.Balance), holding.BalanceTokens);
            report.Compare($"{who}, claimable", Usdt.FromBaseUnits(onChain.Claimable), holding.ClaimableUsdt(loan));
            report.Compare($"{who}, claimed", Usdt.FromBaseUnits(onChain.Claimed), holding.ClaimedUsdt);
        }
    }

    static void CompareLoan(Loan loan, LoanFigures onChain, SyncCursor cursor, AuditReport report)
    {
        var which = $"loan {loan.Address}";
        report.Compare($"{which}, total supply", Usdt.FromBaseUnits(onChain.TotalSupply), loan.TotalSupplyTokens);
        report.Compare($"{which}, raised", Usdt.FromBaseUnits(onChain.Raised), loan.RaisedUsdt);
        report.Compare($"{which}, outstanding", Usdt.FromBaseUnits(onChain.Outstanding), loan.OutstandingUsdt);
        report.Compare($"{which}, accrued interest", Usdt.FromBaseUnits(onChain.AccruedInterest), loan.AccruedInterestUsdtAt(cursor.BlockTime));
        report.Compare($"{which}, loss", Usdt.FromBaseUnits(onChain.Loss), loan.LossUsdt);
        report.Compare($"{which}, fees owed", Usdt.FromBaseUnits(onChain.FeesOwed), loan.FeesOwedUsdt);
        report.Compare($"{which}, payout index", onChain.PerToken, loan.PerToken);
        report.Compare($"{which}, distributions", onChain.DistributionCount, loan.DistributionCount);
        report.Compare($"{which}, drawn at", onChain.DrawnAt, loan.DrawnAt?.ToUnixTimeSeconds() ?? 0);
        report.Compare($"{which}, settled instalments", onChain.SettledInstalments, loan.SettledInstalments);
        report.Compare($"{which}, paused until", onChain.PausedUntil, loan.PausedUntil?.ToUnixTimeSeconds() ?? 0);
        report.Compare($"{which}, status", onChain.State, LoanStatusRule.StatusAt(loan.ToTerms(), loan.ToProgress(), cursor.BlockTime));
    }

    static Address AddressOf(Holding holding) => holding.User!.Address;
}
