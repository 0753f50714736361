using ReFlow.Chain.Contracts;
using ReFlow.Chain.Signing;
using ReFlow.Domain;

namespace ReFlow.Chain.Tests.Live;

/// <summary>USDT and the factory on the tests' Anvil, deployed once, and the senders of the development accounts.</summary>
sealed class DevelopmentContracts
{
    static readonly SemaphoreSlim s_gate = new(1, 1);
    static DevelopmentContracts? s_deployed;

    readonly EthereumClient _chain;
    readonly Dictionary<Address, TransactionSender> _senders = [];

    DevelopmentContracts(EthereumClient chain) => _chain = chain;

    public TransactionSender Admin => Sender(DevelopmentAccounts.Admin);
    public TransactionSender Originator => Sender(DevelopmentAccounts.Originator);
    public TransactionSender Investor => Sender(DevelopmentAccounts.Investors[0]);

    public static async Task<DevelopmentContracts> DeployAsync(EthereumClient chain, CancellationToken cancellationToken)
    {
        await s_gate.WaitAsync(cancellationToken);
        try
        {
            return s_deployed ??= await new DevelopmentContracts(chain).DeployAsync(cancellationToken);
        }
        finally
        {
            s_gate.Release();
        }
    }

    public TransactionSender Sender(PrivateKey key)
    {
        lock (_senders)
            return _senders.TryGetValue(key.Address, out var sender) ? sender : _senders[key.Address] = new TransactionSender(_chain, key);
    }

    /// <summary>A funding loan with an id of its own.</summary>
    public async Task<(LoanCreated Created, TransactionReceipt Receipt)> CreateLoanAsync(
        string name, OnChainLoanTerms terms, CancellationToken cancellationToken, string metadataUri = "data:application/json;base64,e30=")
    {
        var loanId = Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(name + Guid.NewGuid()));
        var receipt = await Originator.SendAsync(
            DevelopmentDeployment.Factory, LoanFactoryContract.EncodeCreateLoan(loanId, terms, metadataUri), cancellationToken);
        var created = receipt.Logs.Select(log => LoanCreated.TryDecode(log, out var decoded) ? decoded : null).OfType<LoanCreated>().Single();
        Assert.Equal(loanId, created.LoanId);
        return (created, receipt);
    }

    public async Task<OnChainLoanTerms> TermsAsync(CancellationToken cancellationToken)
    {
        var head = await _chain.GetHeaderAsync(BlockReference.Latest, cancellationToken);
        return new OnChainLoanTerms(
            new LoanTerms
            {
                PrincipalTargetUsdt = 10_000m,
                MinimumRaiseUsdt = 5_000m,
                MinimumTicketUsdt = 100m,
                MaximumTicketUsdt = 10_000m,
                FundingDeadline = head!.Timestamp.AddDays(30),
                AnnualRateBps = 1200,
                LateRateBps = 500,
                OriginationFeeBps = 100,
                PlatformFeeBps = 100,
                RepaymentKind = RepaymentKind.Amortising,
                PeriodSeconds = 30 * 86_400,
                InstalmentCount = 6,
                GraceSeconds = 5 * 86_400,
                DefaultAfterSeconds = 60 * 86_400,
            },
            DevelopmentAccounts.Originator.Address,
            Address.Parse("0x00000000000000000000000000000000000b0b00"),
            Keccak256.Hash("{}"u8));
    }

    async Task<DevelopmentContracts> DeployAsync(CancellationToken cancellationToken)
    {
        foreach (var contract in DevelopmentDeployment.Contracts)
            await Admin.SendAsync(DeterministicDeployer.Address, contract.CallData, cancellationToken);
        await Admin.SendAsync(
            DevelopmentDeployment.Factory, LoanFactoryContract.EncodeSetOriginator(DevelopmentAccounts.Originator.Address, true), cancellationToken);
        await Admin.SendAsync(
            DevelopmentDeployment.Usdt,
            TetherUsdContract.EncodeIssue(DevelopmentAccounts.Investors[0].Address, Usdt.ToBaseUnits(1_000_000m)), cancellationToken);
        await Admin.SendAsync(
            DevelopmentDeployment.Usdt,
            TetherUsdContract.EncodeIssue(DevelopmentAccounts.Originator.Address, Usdt.ToBaseUnits(1_000_000m)), cancellationToken);
        return this;
    }
}
