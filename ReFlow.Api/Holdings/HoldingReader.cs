using Microsoft.EntityFrameworkCore;
using ReFlow.Chain;

namespace ReFlow.Api;

/// <summary>Reads a wallet's holdings, the largest balance first.</summary>
sealed class HoldingReader(ReadSnapshot snapshot)
{
    public Task<IReadOnlyList<HoldingView>> OfWalletAsync(Address wallet, int first, CancellationToken cancellationToken) =>
        snapshot.ReadAsync<IReadOnlyList<HoldingView>>(
            async (context, asOf, token) =>
            {
                if (asOf is null)
                    return [];
                var rows = await context.Holdings
                    .Where(holding => holding.User!.Address == wallet)
                    .OrderByDescending(holding => holding.BalanceTokens).ThenBy(holding => holding.LoanId)
                    .Take(first)
                    .Include(holding => holding.Loan)
                    .ToListAsync(token);
                return [.. rows.Select(holding => new HoldingView(wallet, holding, new LoanView(holding.Loan!, asOf)))];
            },
            cancellationToken);
}
