using ReFlow.Chain;
using ReFlow.Chain.Contracts;

namespace ReFlow.Indexer.Benchmarks;

/// <summary>One loan's life in a generated history: created and invested in at once, raised, drawn, traded, paid and claimed.</summary>
sealed class GeneratedLoan(Address loan, IReadOnlyList<Address> investors, Random random)
{
    const long Ticket = 2_000_000_000;

    readonly List<Address> _holders = [];
    int _invested;
    int _rounds;
    bool _drawn;

    /// <summary>What each investor puts in, times their number.</summary>
    public static decimal TargetUsdt(int investors) => Ticket / 1_000_000m * investors;

    /// <summary>Appends the next action's calls; gives the number of logs that they make.</summary>
    /// <param name="calls">What the originator sends in this block.</param>
    /// <param name="holders">Wallets that tokens may be sent to.</param>
    public int Act(List<(Address To, byte[] Data)> calls, IReadOnlyList<Address> holders)
    {
        if (_invested < investors.Count)
            return Invest(calls);
        if (!_drawn)
            return DrawDown(calls);
        return random.Next(100) switch
        {
            < 2 when _rounds < 40 => Distribute(calls),
            < 22 when _rounds > 0 => Claim(calls),
            _ => Transfer(calls, holders),
        };
    }

    int Invest(List<(Address To, byte[] Data)> calls)
    {
        var investor = investors[_invested++];
        calls.Add((investor, BatchSender.Encode(
        [
            (DevelopmentDeployment.Usdt, TetherUsdContract.EncodeApprove(loan, Ticket)),
            (loan, LoanContract.EncodeInvest(Ticket)),
        ])));
        _holders.Add(investor);
        return 2;
    }

    int DrawDown(List<(Address To, byte[] Data)> calls)
    {
        _drawn = true;
        calls.Add((DevelopmentDeployment.Usdt, TetherUsdContract.EncodeApprove(loan, Ticket * 1_000)));
        calls.Add((loan, LoanContract.EncodeDrawDown()));
        return 1;
    }

    int Distribute(List<(Address To, byte[] Data)> calls)
    {
        calls.Add((loan, LoanContract.EncodeDistribute(Keccak256.Hash([.. loan.ToByteArray(), (byte)_rounds++]), 100_000_000)));
        return 1;
    }

    int Claim(List<(Address To, byte[] Data)> calls)
    {
        calls.Add((loan, LoanContract.EncodeClaimDistributionFor(_holders[random.Next(_holders.Count)])));
        return 1;
    }

    int Transfer(List<(Address To, byte[] Data)> calls, IReadOnlyList<Address> holders)
    {
        var holder = holders[random.Next(holders.Count)];
        _holders.Add(holder);
        calls.Add((investors[random.Next(investors.Count)], BatchSender.Encode([(loan, LoanContract.EncodeTransfer(holder, random.Next(1, 100_000)))])));
        return 1;
    }
}
