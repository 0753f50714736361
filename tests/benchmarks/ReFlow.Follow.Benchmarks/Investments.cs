using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.Signing;
using ReFlow.Domain;

namespace ReFlow.Follow.Benchmarks;

/// <summary>One funding loan and an investor who invests the smallest ticket twice per block: four logs of ours.</summary>
sealed class Investments : IDisposable
{
    const decimal TicketUsdt = 10m;
    const decimal TargetUsdt = 1_000_000m;
    const long Gas = 300_000;

    readonly EthereumClient _chain;
    readonly Address _loan;
    TransactionSender _investor;

    Investments(EthereumClient chain, Address loan, TransactionSender investor)
    {
        _chain = chain;
        _loan = loan;
        _investor = investor;
    }

    public static async Task<Investments> PrepareAsync(EthereumClient chain, CancellationToken cancellationToken)
    {
        var investor = new TransactionSender(chain, DevelopmentAccounts.Investors[0]);
        await new TransactionSender(chain, DevelopmentAccounts.Admin).SendAsync(
            DevelopmentDeployment.Usdt, TetherUsdContract.EncodeIssue(DevelopmentAccounts.Investors[0].Address, Usdt.ToBaseUnits(TargetUsdt)), cancellationToken);
        var receipt = await new TransactionSender(chain, DevelopmentAccounts.Originator).SendAsync(
            DevelopmentDeployment.Factory,
            LoanFactoryContract.EncodeCreateLoan(Keccak256.Hash("follow"u8), await TermsAsync(chain, cancellationToken), "data:application/json;base64,e30="),
            cancellationToken);
        var loan = receipt.Logs.Select(log => LoanCreated.TryDecode(log, out var created) ? created.Loan : default).Single(address => address != default);
        await investor.SendAsync(DevelopmentDeployment.Usdt, TetherUsdContract.EncodeApprove(loan, Usdt.ToBaseUnits(TargetUsdt)), cancellationToken);
        return new Investments(chain, loan, investor);
    }

    public async Task MakeAsync(CancellationToken cancellationToken)
    {
        for (var investment = 0; investment < 2; investment++)
            await _investor.BroadcastAsync(_loan, LoanContract.EncodeInvest(Usdt.ToBaseUnits(TicketUsdt)), cancellationToken, Gas);
    }

    /// <summary>After a reorganisation took transactions back, so that the next one has the nonce that the node expects.</summary>
    public void StartAgain()
    {
        _investor.Dispose();
        _investor = new TransactionSender(_chain, DevelopmentAccounts.Investors[0]);
    }

    public void Dispose() => _investor.Dispose();

    static async Task<OnChainLoanTerms> TermsAsync(EthereumClient chain, CancellationToken cancellationToken)
    {
        var head = (await chain.GetHeaderAsync(BlockReference.Latest, cancellationToken))!;
        var terms = new LoanTerms
        {
            PrincipalTargetUsdt = TargetUsdt,
            MinimumRaiseUsdt = TargetUsdt / 2,
            MinimumTicketUsdt = TicketUsdt,
            MaximumTicketUsdt = TargetUsdt,
            FundingDeadline = head.Timestamp.AddDays(20),
            AnnualRateBps = 1_200,
            LateRateBps = 500,
            OriginationFeeBps = 100,
            PlatformFeeBps = 150,
            RepaymentKind = RepaymentKind.Bullet,
            PeriodSeconds = 30 * 86_400,
            InstalmentCount = 1,
            GraceSeconds = 5 * 86_400,
            DefaultAfterSeconds = 60 * 86_400,
        };
        return new OnChainLoanTerms(terms, DevelopmentAccounts.Originator.Address, Borrower: DevelopmentAccounts.Investors[5].Address, DocumentHash: Keccak256.Hash("{}"u8));
    }
}
