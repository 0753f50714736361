using CsCheck;
using ReFlow.Chain;
using ReFlow.Data;
using ReFlow.Domain;
using ReFlow.Indexer.Folding;

namespace ReFlow.Indexer.Tests;

/// <summary>Invariants of balances and average cost over random transfers.</summary>
public sealed class HoldingFoldTests
{
    static readonly Address[] s_wallets = [.. Enumerable.Range(1, 4).Select(seed => Address.FromBytes(Enumerable.Repeat((byte)seed, 20).ToArray()))];

    static readonly Gen<(int From, int To, long Units)[]> s_transfers = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Long[0, 2_000_000_000_000]).Array[0, 40];

    [Fact]
    public void Transfers_keep_supply_count_holders_and_never_create_cost() => s_transfers.Sample(transfers =>
    {
        var loan = Loan();
        var state = new FoldState([loan], []);
        var log = Log();
        foreach (var wallet in s_wallets)
        {
            HoldingFold.ApplyTransfer(state, loan, Address.Zero, wallet, 1_000_000m, log);
            state.TouchHolding(loan, wallet, log).InvestedUsdt += 1_000_000m;
        }

        foreach (var (from, to, units) in transfers)
        {
            var amount = Math.Min(units / 1_000_000m, Holding(from).BalanceTokens);
            var cost = Holding(from).InvestedUsdt + (from == to ? 0m : Holding(to).InvestedUsdt);
            HoldingFold.ApplyTransfer(state, loan, s_wallets[from], s_wallets[to], amount, log);
            Assert.True(Holding(from).InvestedUsdt + (from == to ? 0m : Holding(to).InvestedUsdt) <= cost);
            Assert.True(Holding(from).BalanceTokens > 0m || Holding(from).InvestedUsdt == 0m);
        }

        Assert.Equal(4_000_000m, state.ChangedHoldings.Sum(holding => holding.BalanceTokens));
        Assert.Equal(4_000_000m, loan.TotalSupplyTokens);
        Assert.Equal(state.ChangedHoldings.Count(holding => holding.BalanceTokens > 0m), loan.HolderCount);

        Holding Holding(int wallet) => state.TouchHolding(loan, s_wallets[wallet], log);
    });

    static ChainLog Log() => new()
    {
        BlockNumber = 1,
        LogIndex = 0,
        BlockHash = default,
        BlockTime = DateTimeOffset.UnixEpoch,
        TxHash = default,
        TransactionIndex = 0,
        Address = s_wallets[0],
        Topic0 = default,
        Topic1 = null,
        Topic2 = null,
        Topic3 = null,
        Data = [],
    };

    static Loan Loan() => new()
    {
        Id = Guid.NewGuid(),
        Address = s_wallets[0],
        LoanId = default,
        Originator = default,
        Borrower = default,
        PrincipalTargetUsdt = 0,
        MinimumRaiseUsdt = 0,
        MinimumTicketUsdt = 0,
        MaximumTicketUsdt = 0,
        FundingDeadline = default,
        AnnualRateBps = 0,
        LateRateBps = 0,
        OriginationFeeBps = 0,
        PlatformFeeBps = 0,
        RepaymentKind = RepaymentKind.Bullet,
        PeriodSeconds = 1,
        InstalmentCount = 1,
        GraceSeconds = 0,
        DefaultAfterSeconds = 0,
        MetadataUri = null,
        DocumentHash = default,
        MetadataVerified = false,
        Phase = LoanPhase.Funding,
        PhaseChangedAt = default,
        CreatedAt = default,
        CreatedBlockNumber = 1,
        UpdatedBlockNumber = 1,
        UpdatedBlockHash = default,
    };
}
