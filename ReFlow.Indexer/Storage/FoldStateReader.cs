using Microsoft.EntityFrameworkCore;
using ReFlow.Chain;
using ReFlow.Data;
using ReFlow.Indexer.Folding;

namespace ReFlow.Indexer.Storage;

/// <summary>Loads the aggregates that a batch of logs may change, by key, before the fold.</summary>
sealed class FoldStateReader(IDbContextFactory<ReFlowDbContext> contexts)
{
    public async Task<FoldState> LoadAsync(IReadOnlyCollection<ChainLog> logs, CancellationToken cancellationToken)
    {
        if (logs.Count == 0)
            return FoldState.Empty();

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var addresses = logs.Select(log => log.Address).Distinct().ToArray();
        var loans = await context.Loans.AsNoTracking().Where(loan => addresses.Contains(loan.Address)).ToListAsync(cancellationToken);

        var loanIds = loans.Select(loan => loan.Id).ToArray();
        var userIds = logs.SelectMany(WalletsIn).Distinct().Select(DeterministicId.ForUser).ToArray();
        var holdings = await context.Holdings.AsNoTracking()
            .Where(holding => loanIds.Contains(holding.LoanId) && userIds.Contains(holding.UserId))
            .ToListAsync(cancellationToken);
        return new FoldState(loans, holdings);
    }

    public async Task<List<Address>> LoadLoanAddressesAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Loans.Select(loan => loan.Address).ToListAsync(cancellationToken);
    }

    // Every event that touches a holding names its wallets in indexed arguments; a topic that merely looks like one costs a key too many.
    static IEnumerable<Address> WalletsIn(ChainLog log)
    {
        foreach (var topic in new[] { log.Topic1, log.Topic2, log.Topic3 })
        {
            if (topic?.ToByteArray() is { } bytes && !bytes.AsSpan(0, Hash32.Length - Address.Length).ContainsAnyExcept((byte)0))
                yield return Address.FromBytes(bytes.AsSpan(Hash32.Length - Address.Length));
        }
    }
}
