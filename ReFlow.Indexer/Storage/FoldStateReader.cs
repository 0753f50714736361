using Microsoft.EntityFrameworkCore;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Data;
using ReFlow.Indexer.Folding;

namespace ReFlow.Indexer.Storage;

/// <summary>Loads the aggregates that a batch of logs may change, by key, before the fold.</summary>
sealed class FoldStateReader(IDbContextFactory<ReFlowDbContext> contexts, ContractAddresses contracts)
{
    public async Task<FoldState> LoadAsync(IReadOnlyCollection<ChainLog> logs, CancellationToken cancellationToken)
    {
        if (logs.Count == 0)
            return FoldState.Empty();

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var ofMarket = logs.Where(log => log.Address == contracts.Market).ToArray();
        var addresses = logs.Select(log => log.Address).Concat(ofMarket.Select(log => AddressIn(log.Topic3)).OfType<Address>()).Distinct().ToArray();
        var loans = await context.Loans.AsNoTracking().Where(loan => addresses.Contains(loan.Address)).ToListAsync(cancellationToken);

        var loanIds = loans.Select(loan => loan.Id).ToArray();
        var userIds = logs.SelectMany(WalletsIn).Distinct().Select(DeterministicId.ForUser).ToArray();
        var holdings = await context.Holdings.AsNoTracking()
            .Where(holding => loanIds.Contains(holding.LoanId) && userIds.Contains(holding.UserId))
            .ToListAsync(cancellationToken);
        var (listings, orders) = await LoadOffersAsync(context, ofMarket, cancellationToken);
        var (members, loanMembers) = await LoadMembersAsync(context, logs, loanIds, cancellationToken);
        return new FoldState(loans, holdings, listings, orders, members, loanMembers);
    }

    public async Task<List<Address>> LoadLoanAddressesAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        // In their order, so that the same questions are asked in the same words.
        return await context.Loans.OrderBy(loan => loan.CreatedBlockNumber).ThenBy(loan => loan.Address).Select(loan => loan.Address).ToListAsync(cancellationToken);
    }

    static async Task<(List<Listing> Listings, List<SignedOrder> Orders)> LoadOffersAsync(
        ReFlowDbContext context, ChainLog[] ofMarket, CancellationToken cancellationToken)
    {
        // The first argument of every event of the market but one is the listing's number or the order's hash.
        var numbers = ofMarket.Where(log => log.Topic0 != OrderFilled.Topic).Select(log => NumberIn(log.Topic1)).OfType<long>().Distinct().ToArray();
        var hashes = ofMarket.Where(log => log.Topic0 == OrderFilled.Topic).Select(log => log.Topic1).OfType<Hash32>().Distinct().ToArray();
        return (
            numbers.Length == 0 ? [] : await context.Listings.AsNoTracking().Where(listing => numbers.Contains(listing.Number)).ToListAsync(cancellationToken),
            hashes.Length == 0 ? [] : await context.SignedOrders.AsNoTracking().Where(order => hashes.Contains(order.OrderHash)).ToListAsync(cancellationToken));
    }

    async Task<(List<Member> Members, List<LoanMember> LoanMembers)> LoadMembersAsync(
        ReFlowDbContext context, IReadOnlyCollection<ChainLog> logs, Guid[] loanIds, CancellationToken cancellationToken)
    {
        var listed = UsersOf(logs.Where(log => log.Address == contracts.Members));
        var cached = UsersOf(logs.Where(log => log.Topic0 == MemberCached.Topic));
        return (
            listed.Length == 0 ? [] : await context.Members.AsNoTracking().Where(member => listed.Contains(member.UserId)).ToListAsync(cancellationToken),
            cached.Length == 0 ? [] : await context.LoanMembers.AsNoTracking()
                .Where(member => loanIds.Contains(member.LoanId) && cached.Contains(member.UserId))
                .ToListAsync(cancellationToken));

        static Guid[] UsersOf(IEnumerable<ChainLog> logs) => [.. logs.Select(log => AddressIn(log.Topic1)).OfType<Address>().Distinct().Select(DeterministicId.ForUser)];
    }

    // Every event that touches a holding names its wallets in indexed arguments; a topic that merely looks like one costs a key too many.
    static IEnumerable<Address> WalletsIn(ChainLog log) => new[] { log.Topic1, log.Topic2, log.Topic3 }.Select(AddressIn).OfType<Address>();

    static Address? AddressIn(Hash32? topic) => topic?.ToByteArray() is { } bytes && !bytes.AsSpan(0, Hash32.Length - Address.Length).ContainsAnyExcept((byte)0)
        ? Address.FromBytes(bytes.AsSpan(Hash32.Length - Address.Length))
        : null;

    static long? NumberIn(Hash32? topic) => topic?.ToByteArray() is { } bytes && !bytes.AsSpan(0, Hash32.Length - sizeof(long)).ContainsAnyExcept((byte)0)
        ? System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(Hash32.Length - sizeof(long)))
        : null;
}
