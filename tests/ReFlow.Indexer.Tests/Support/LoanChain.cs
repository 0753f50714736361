using System.Numerics;
using System.Text;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.JsonRpc;
using ReFlow.Chain.Signing;
using ReFlow.Domain;

namespace ReFlow.Indexer.Tests.Support;

/// <summary>Makes loan history by real transactions of the development accounts.</summary>
sealed class LoanChain : IAsyncDisposable
{
    const long AmpleGas = 3_000_000;

    readonly Dictionary<Address, TransactionSender> _senders = [];
    int _loans;
    int _payments;

    LoanChain(AnvilNode node) => Node = node;

    public AnvilNode Node { get; }

    public EthereumClient Client => Node.Client;

    public static IReadOnlyList<PrivateKey> Investors => DevelopmentAccounts.Investors;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts a chain with our contracts on it and USDT in everybody's wallet.</summary>
    public static async Task<LoanChain> StartAsync()
    {
        var chain = new LoanChain(await AnvilNode.StartAsync(Token));
        await new ContractDeployer(chain.Client).EnsureDeployedAsync(Token);
        foreach (var wallet in Investors.Append(DevelopmentAccounts.Originator))
            await chain.SendAsync(DevelopmentAccounts.Admin, DevelopmentDeployment.Usdt, TetherUsdContract.EncodeIssue(wallet.Address, Units(10_000_000m)));
        return chain;
    }

    /// <summary>Another node that shares all blocks so far and goes its own way from here.</summary>
    public async Task<LoanChain> ForkAsync() => new(await AnvilNode.StartAsync(Token, "--fork-url", Node.Url));

    public static BigInteger Units(decimal amount) => Usdt.ToBaseUnits(amount);

    public async Task<Address> CreateLoanAsync(RepaymentKind kind, decimal targetUsdt = 10_000m, Address? factory = null)
    {
        var loanId = NextLoanId();
        var terms = await TermsAsync(kind, targetUsdt);
        var receipt = await SendAsync(DevelopmentAccounts.Originator, factory ?? DevelopmentDeployment.Factory, LoanFactoryContract.EncodeCreateLoan(loanId, terms, MetadataUri));
        return receipt.Logs.Select(log => LoanCreated.TryDecode(log, out var created) ? created.Loan : default).Single(loan => loan != default);
    }

    /// <summary>One block in which a loan is created, and invested in by someone who approved before it existed.</summary>
    public async Task<Address> CreateAndInvestInOneBlockAsync(decimal amountUsdt)
    {
        var loanId = NextLoanId();
        var terms = await TermsAsync(RepaymentKind.Amortising, 10_000m);
        var loan = LoanFactoryContract.DecodeLoanAddress(await Client.CallAsync(DevelopmentDeployment.Factory, LoanFactoryContract.EncodeLoanAddress(loanId), Token));
        await ApproveAsync(Investors[0], loan, amountUsdt);

        await Node.RequestAsync("evm_setAutomine", false);
        var created = await Sender(DevelopmentAccounts.Originator).BroadcastAsync(
            DevelopmentDeployment.Factory, LoanFactoryContract.EncodeCreateLoan(loanId, terms, MetadataUri), Token, AmpleGas);
        var invested = await Sender(Investors[0]).BroadcastAsync(loan, LoanContract.EncodeInvest(Units(amountUsdt)), Token, AmpleGas);
        await Node.MineAsync();
        await Node.RequestAsync("evm_setAutomine", true);
        var first = await Sender(DevelopmentAccounts.Originator).WaitAsync(created, Token);
        var second = await Sender(Investors[0]).WaitAsync(invested, Token);
        Assert.Equal(first.BlockHash, second.BlockHash);
        return loan;
    }

    /// <summary>Two investments in one block; gives the event of the second.</summary>
    public async Task<LogEntry> InvestInOneBlockAsync(Address loan, decimal firstUsdt, decimal secondUsdt)
    {
        await ApproveAsync(Investors[0], loan, firstUsdt);
        await ApproveAsync(Investors[1], loan, secondUsdt);
        await Node.RequestAsync("evm_setAutomine", false);
        await Sender(Investors[0]).BroadcastAsync(loan, LoanContract.EncodeInvest(Units(firstUsdt)), Token, AmpleGas);
        await Sender(Investors[1]).BroadcastAsync(loan, LoanContract.EncodeInvest(Units(secondUsdt)), Token, AmpleGas);
        await Node.MineAsync();
        await Node.RequestAsync("evm_setAutomine", true);
        var head = await Client.GetHeaderAsync(BlockReference.Latest, Token);
        var logs = await Client.GetLogsByBlockHashAsync(head!.Hash, new LogFilter([loan]), Token);
        return logs.Where(log => Invested.TryDecode(log, out _)).ToArray()[1];
    }

    public async Task InvestAsync(Address loan, int investor, decimal amountUsdt)
    {
        await ApproveAsync(Investors[investor], loan, amountUsdt);
        await SendAsync(Investors[investor], loan, LoanContract.EncodeInvest(Units(amountUsdt)));
    }

    public Task TransferAsync(Address loan, int from, Address to, decimal amountTokens) => SendAsync(Investors[from], loan, LoanContract.EncodeTransfer(to, Units(amountTokens)));

    public Task DrawDownAsync(Address loan) => SendAsync(DevelopmentAccounts.Originator, loan, LoanContract.EncodeDrawDown());

    public async Task DistributeAsync(Address loan, decimal amountUsdt)
    {
        await ApproveAsync(DevelopmentAccounts.Originator, loan, amountUsdt);
        var paymentId = Keccak256.Hash(Encoding.UTF8.GetBytes($"payment {++_payments}"));
        await SendAsync(DevelopmentAccounts.Originator, loan, LoanContract.EncodeDistribute(paymentId, Units(amountUsdt)));
        await ApproveAsync(DevelopmentAccounts.Originator, loan, 0m);
    }

    /// <summary>Offers tokens on the market, which may sell them; gives the listing's number.</summary>
    public async Task<BigInteger> ListAsync(Address loan, int seller, decimal amountTokens, long priceBps)
    {
        await SendAsync(Investors[seller], loan, LoanContract.EncodeApprove(DevelopmentDeployment.Market, Units(1_000_000m)));
        var head = await Client.GetHeaderAsync(BlockReference.Latest, Token);
        var receipt = await SendAsync(
            Investors[seller],
            DevelopmentDeployment.Market,
            MarketContract.EncodeList(loan, Units(amountTokens), priceBps, head!.Timestamp.AddDays(400).ToUnixTimeSeconds()));
        return receipt.Logs.Select(log => Listed.TryDecode(log, out var listed) ? listed.Id : BigInteger.MinusOne).Single();
    }

    public async Task FillAsync(BigInteger listing, int buyer, decimal amountTokens)
    {
        await ApproveAsync(Investors[buyer], DevelopmentDeployment.Market, 100_000m);
        await SendAsync(Investors[buyer], DevelopmentDeployment.Market, MarketContract.EncodeFill(listing, Units(amountTokens), AnyBounds));
    }

    /// <summary>Buys from an order that the seller signs here and now.</summary>
    public async Task FillOrderAsync(MarketOrder order, PrivateKey seller, int buyer, decimal amountTokens)
    {
        var hash = MarketContract.DecodeHashOrder(await Client.CallAsync(DevelopmentDeployment.Market, MarketContract.EncodeHashOrder(order), Token));
        await ApproveAsync(Investors[buyer], DevelopmentDeployment.Market, 100_000m);
        await SendAsync(
            Investors[buyer], DevelopmentDeployment.Market, MarketContract.EncodeFillOrder(order, seller.Sign(hash).ToByteArray(), Units(amountTokens), AnyBounds));
    }

    static MarketBounds AnyBounds { get; } =
        new(Units(100_000m), BigInteger.Zero, (BigInteger.One << 256) - 1, (BigInteger.One << 256) - 1);

    public Task ClaimAsync(Address loan, int investor) => SendAsync(Investors[investor], loan, LoanContract.EncodeClaimDistribution());

    /// <summary>Proposes the recovery, waits out its notice, and has a stranger carry it out in one loan.</summary>
    public async Task RecoverAsync(Address loan, Address lost, Address replacement)
    {
        await SendAsync(DevelopmentAccounts.Admin, DevelopmentDeployment.Members, MembersContract.EncodeProposeRecovery(lost, replacement));
        await Node.RequestAsync("evm_increaseTime", 14 * 86_400);
        await Node.MineAsync();
        await SendAsync(Investors[4], loan, LoanContract.EncodeRecover(lost));
    }

    public async Task<TransactionReceipt> SendAsync(PrivateKey key, Address? to, byte[] data)
    {
        try
        {
            return await Sender(key).SendAsync(to, data, Token);
        }
        catch (JsonRpcException exception) when (exception.Kind == JsonRpcErrorKind.NonceTooLow)
        {
            _senders.Remove(key.Address);
            throw;
        }
    }

    /// <summary>After a reorganisation the nonces that were counted here are no longer the chain's.</summary>
    public void ForgetNonces() => _senders.Clear();

    public ValueTask DisposeAsync() => Node.DisposeAsync();

    async Task ApproveAsync(PrivateKey key, Address spender, decimal amountUsdt)
    {
        // USDT refuses to change one non-zero allowance to another.
        var left = TetherUsdContract.DecodeAllowance(await Client.CallAsync(DevelopmentDeployment.Usdt, TetherUsdContract.EncodeAllowance(key.Address, spender), Token));
        if (!left.IsZero && amountUsdt != 0m)
            await SendAsync(key, DevelopmentDeployment.Usdt, TetherUsdContract.EncodeApprove(spender, BigInteger.Zero));
        await SendAsync(key, DevelopmentDeployment.Usdt, TetherUsdContract.EncodeApprove(spender, Units(amountUsdt)));
    }

    TransactionSender Sender(PrivateKey key)
    {
        if (!_senders.TryGetValue(key.Address, out var sender))
            _senders.Add(key.Address, sender = new TransactionSender(Client, key));
        return sender;
    }

    Hash32 NextLoanId() => Keccak256.Hash(Encoding.UTF8.GetBytes($"loan {++_loans} {Node.Port}"));

    const string MetadataJson = """{"name":"Padi Klaten","borrowerName":"Koperasi Tani","sector":"Agriculture","region":"Jawa Tengah","grade":"B","purpose":"Seed","collateral":"Harvest"}""";

    static string MetadataUri => "data:application/json;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(MetadataJson));

    async Task<OnChainLoanTerms> TermsAsync(RepaymentKind kind, decimal targetUsdt)
    {
        var head = await Client.GetHeaderAsync(BlockReference.Latest, Token);
        return new OnChainLoanTerms(
            new LoanTerms
            {
                PrincipalTargetUsdt = targetUsdt,
                MinimumRaiseUsdt = targetUsdt / 2,
                MinimumTicketUsdt = 10m,
                MaximumTicketUsdt = targetUsdt,
                FundingDeadline = head!.Timestamp.AddDays(20),
                AnnualRateBps = 1_200,
                LateRateBps = 500,
                OriginationFeeBps = 100,
                PlatformFeeBps = 150,
                RepaymentKind = kind,
                PeriodSeconds = 30 * 86_400,
                InstalmentCount = kind == RepaymentKind.Bullet ? 1 : 6,
                GraceSeconds = 5 * 86_400,
                DefaultAfterSeconds = 60 * 86_400,
            },
            DevelopmentAccounts.Originator.Address,
            Borrower: Investors[5].Address,
            DocumentHash: Keccak256.Hash(Encoding.UTF8.GetBytes(MetadataJson)));
    }
}
