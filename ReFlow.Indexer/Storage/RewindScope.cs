using Microsoft.EntityFrameworkCore;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Data;

namespace ReFlow.Indexer.Storage;

/// <summary>What has to be folded again when blocks are taken back.</summary>
/// <param name="Loans">Loans that were made, changed or traded above the ancestor.</param>
/// <param name="Members">Wallets about which the allow-list said something there.</param>
sealed record RewindScope(ContractAddresses Contracts, IReadOnlyList<Address> Loans, IReadOnlyList<Address> Members)
{
    public static async Task<RewindScope> FindAsync(
        ReFlowDbContext context, ContractAddresses contracts, long ancestorNumber, CancellationToken cancellationToken)
    {
        var above = context.ChainLogs.Where(log => log.BlockNumber > ancestorNumber);
        var withLogs = await above.Select(log => log.Address).Distinct().ToListAsync(cancellationToken);
        var traded = await TopicsOf(contracts.Market, above, log => log.Topic3, cancellationToken);
        var members = await TopicsOf(contracts.Members, above, log => log.Topic1, cancellationToken);
        Address[] candidates = [.. withLogs.Concat(traded)];
        var loans = await context.Loans
            .Where(loan => loan.CreatedBlockNumber > ancestorNumber || candidates.Contains(loan.Address))
            .Select(loan => loan.Address)
            .ToListAsync(cancellationToken);
        return new RewindScope(contracts, loans, members);
    }

    /// <summary>All that is left in the log store about them, in chain order.</summary>
    public IQueryable<ChainLog> LogsOf(ReFlowDbContext context)
    {
        var loans = Loans.ToArray();
        var loanTopics = loans.Select(loan => (Hash32?)ToTopic(loan)).ToArray();
        var memberTopics = Members.Select(member => (Hash32?)ToTopic(member)).ToArray();
        var (factory, market, allowList) = (Contracts.Factory, Contracts.Market ?? Address.Zero, Contracts.Members ?? Address.Zero);
        return context.ChainLogs.AsNoTracking()
            .Where(log => loans.Contains(log.Address)
                || (log.Address == factory && loanTopics.Contains(log.Topic2))
                || (log.Address == market && loanTopics.Contains(log.Topic3))
                || (log.Address == allowList && memberTopics.Contains(log.Topic1)))
            .OrderBy(log => log.BlockNumber).ThenBy(log => log.LogIndex);
    }

    static async Task<List<Address>> TopicsOf(
        Address? contract, IQueryable<ChainLog> logs, System.Linq.Expressions.Expression<Func<ChainLog, Hash32?>> topic, CancellationToken cancellationToken)
    {
        if (contract is not { } address)
            return [];
        var topics = await logs.Where(log => log.Address == address).Select(topic).Distinct().ToListAsync(cancellationToken);
        return [.. topics.OfType<Hash32>().Select(value => Address.FromBytes(value.ToByteArray().AsSpan(Hash32.Length - Address.Length)))];
    }

    static Hash32 ToTopic(Address address)
    {
        var topic = new byte[Hash32.Length];
        address.ToByteArray().CopyTo(topic, Hash32.Length - Address.Length);
        return Hash32.FromBytes(topic);
    }
}
