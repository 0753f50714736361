using ReFlow.Chain.Contracts;
using ReFlow.Chain.JsonRpc;
using ReFlow.Chain.Signing;
using ReFlow.Domain;

namespace ReFlow.Chain.Tests.Live;

/// <summary>Our contracts on a real node, driven and read through the bindings.</summary>
public sealed class LoanLifecycleTests(AnvilNode anvil)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    EthereumClient Chain => anvil.Client;

    [Fact]
    public async Task Contracts_are_at_the_addresses_that_DevelopmentDeployment_computes()
    {
        await DevelopmentContracts.DeployAsync(Chain, Token);
        Assert.NotEmpty(await Chain.GetCodeAsync(DevelopmentDeployment.Usdt, BlockReference.Latest, Token));
        var factory = DevelopmentDeployment.Factory;
        var answers = await Chain.CallManyAsync(
        [
            new(factory, LoanFactoryContract.EncodeUsdt()), new(factory, LoanFactoryContract.EncodeAdmin()),
            new(factory, LoanFactoryContract.EncodeTreasury()), new(factory, LoanFactoryContract.EncodeOperator()),
            new(factory, LoanFactoryContract.EncodeIsOriginator(DevelopmentAccounts.Originator.Address)),
            new(factory, LoanFactoryContract.EncodeIsLoan(factory)), new(factory, LoanFactoryContract.EncodeGuardian()),
            new(factory, LoanFactoryContract.EncodeMembers()), new(DevelopmentDeployment.Members, MembersContract.EncodeOpen()),
        ], await Chain.GetBlockNumberAsync(Token), Token);
        Assert.Equal(DevelopmentDeployment.Usdt, LoanFactoryContract.DecodeUsdt(answers[0]));
        Assert.Equal(DevelopmentAccounts.Admin.Address, LoanFactoryContract.DecodeAdmin(answers[1]));
        Assert.Equal(DevelopmentAccounts.Treasury.Address, LoanFactoryContract.DecodeTreasury(answers[2]));
        Assert.Equal(DevelopmentAccounts.Operator.Address, LoanFactoryContract.DecodeOperator(answers[3]));
        Assert.True(LoanFactoryContract.DecodeIsOriginator(answers[4]));
        Assert.False(LoanFactoryContract.DecodeIsLoan(answers[5]));
        Assert.Equal(DevelopmentAccounts.Admin.Address, LoanFactoryContract.DecodeGuardian(answers[6]));
        Assert.Equal(DevelopmentDeployment.Members, LoanFactoryContract.DecodeMembers(answers[7]));
        Assert.True(MembersContract.DecodeOpen(answers[8]));
    }

    [Fact]
    public async Task Loan_created_invested_drawn_distributed_and_claimed_reads_back_what_was_written()
    {
        var contracts = await DevelopmentContracts.DeployAsync(Chain, Token);
        var terms = await contracts.TermsAsync(Token);
        var (created, creation) = await contracts.CreateLoanAsync("lifecycle", terms, Token, "data:application/json;base64,eyLDqSI6MX0=");
        Assert.Equal(terms, created.Terms);
        Assert.Equal(DevelopmentAccounts.Originator.Address, created.Originator);
        Assert.Equal("data:application/json;base64,eyLDqSI6MX0=", created.MetadataUri);
        var loan = created.Loan;
        Assert.Equal(terms, LoanContract.DecodeTerms(await Chain.CallAsync(loan, LoanContract.EncodeTerms(), Token)));
        Assert.Equal(created.LoanId, LoanContract.DecodeLoanId(await Chain.CallAsync(loan, LoanContract.EncodeLoanId(), Token)));
        Assert.Equal(LoanStatus.Funding, LoanContract.DecodeState(await Chain.CallAsync(loan, LoanContract.EncodeState(), Token)));
        Assert.Null(LoanContract.DecodeDrawnAt(await Chain.CallAsync(loan, LoanContract.EncodeDrawnAt(), Token)));

        var amount = Usdt.ToBaseUnits(10_000m);
        await contracts.Investor.SendAsync(DevelopmentDeployment.Usdt, TetherUsdContract.EncodeApprove(loan, amount), Token);
        var investment = await contracts.Investor.SendAsync(loan, LoanContract.EncodeInvest(amount), Token);
        Assert.Equal(new Invested(contracts.Investor.Address, amount, amount), Single<Invested>(investment, Invested.TryDecode));

        var drawDown = await contracts.Originator.SendAsync(loan, LoanContract.EncodeDrawDown(), Token);
        var drawn = Single<DrawnDown>(drawDown, DrawnDown.TryDecode);
        Assert.Equal(Usdt.ToBaseUnits(100m), drawn.Fee);
        Assert.Equal(amount, drawn.Outstanding);

        var paymentId = Keccak256.Hash("payment 1"u8);
        var payment = Usdt.ToBaseUnits(2_000m);
        await contracts.Originator.SendAsync(DevelopmentDeployment.Usdt, TetherUsdContract.EncodeApprove(loan, payment), Token);
        var distribution = await contracts.Originator.SendAsync(loan, LoanContract.EncodeDistribute(paymentId, payment), Token);
        var distributed = Single<Distributed>(distribution, Distributed.TryDecode);
        Assert.Equal(paymentId, distributed.PaymentId);
        Assert.Equal(payment, distributed.Received);
        Assert.Equal(payment, distributed.Principal + distributed.Interest + distributed.LateFee);
        var stored = LoanContract.DecodeDistributions(await Chain.CallAsync(loan, LoanContract.EncodeDistributions(0), Token));
        Assert.Equal(paymentId, stored.PaymentId);
        Assert.Equal(distributed.PerToken, stored.PerToken);
        Assert.Equal(1, LoanContract.DecodeDistributionCount(await Chain.CallAsync(loan, LoanContract.EncodeDistributionCount(), Token)));

        var claim = await contracts.Investor.SendAsync(loan, LoanContract.EncodeClaimDistribution(), Token);
        var claimed = Single<Claimed>(claim, Claimed.TryDecode);
        Assert.Equal(contracts.Investor.Address, claimed.To);
        Assert.Equal(claimed.TotalClaimed, LoanContract.DecodeClaimed(await Chain.CallAsync(loan, LoanContract.EncodeClaimed(claimed.Holder), Token)));
        Assert.Equal(LoanStatus.Active, LoanContract.DecodeState(await Chain.CallAsync(loan, LoanContract.EncodeState(), Token)));

        var filter = new LogFilter([loan]);
        var byRange = await Chain.GetLogsAsync(creation.BlockNumber, claim.BlockNumber, filter, Token);
        Assert.Contains(byRange, log => Invested.TryDecode(log, out _));
        Assert.Contains(byRange, log => Claimed.TryDecode(log, out _));
        var byHash = await Chain.GetLogsByBlockHashAsync(claim.BlockHash, filter, Token);
        Assert.Equal(byRange.Where(log => log.BlockHash == claim.BlockHash).Select(log => log.LogIndex), byHash.Select(log => log.LogIndex));
        var header = await Chain.GetHeaderAsync(claim.BlockHash, Token);
        Assert.All(byHash, log => Assert.Equal(header!.Timestamp, log.BlockTimestamp));
        Assert.Equal(header!.LogsBloom, LogsBloom.Of(await Chain.GetLogsByBlockHashAsync(claim.BlockHash, LogFilter.All, Token)));
        Assert.True(header.LogsBloom.MayContain(loan));
        Assert.True(header.LogsBloom.MayContain(Claimed.Topic));
        Assert.NotEqual(header.LogsBloom, LogsBloom.Of(byHash.Take(1)));
    }

    [Fact]
    public async Task Send_that_would_revert_fails_before_it_costs_anything_and_names_our_custom_error()
    {
        var contracts = await DevelopmentContracts.DeployAsync(Chain, Token);
        var (created, _) = await contracts.CreateLoanAsync("too small", await contracts.TermsAsync(Token), Token);
        await contracts.Investor.SendAsync(DevelopmentDeployment.Usdt, TetherUsdContract.EncodeApprove(created.Loan, 5), Token);
        var exception = await Assert.ThrowsAsync<JsonRpcException>(() => contracts.Investor.SendAsync(created.Loan, LoanContract.EncodeInvest(5), Token));
        Assert.Equal(JsonRpcErrorKind.Reverted, exception.Kind);
        Assert.False(exception.IsTransient);
        Assert.Equal("TicketTooSmall(received: 5, minimum: 100000000)", exception.RevertReason);
        Assert.NotEmpty(exception.RevertData!);
        await contracts.Investor.SendAsync(DevelopmentDeployment.Usdt, TetherUsdContract.EncodeApprove(created.Loan, 0), Token);
    }

    [Fact]
    public async Task Send_that_is_mined_and_reverts_is_a_TransactionFailedException_with_the_reason()
    {
        var contracts = await DevelopmentContracts.DeployAsync(Chain, Token);
        var (created, _) = await contracts.CreateLoanAsync("reverts", await contracts.TermsAsync(Token), Token);
        var hash = await contracts.Investor.BroadcastAsync(created.Loan, LoanContract.EncodeDrawDown(), Token, gasLimit: 200_000);
        var exception = await Assert.ThrowsAsync<TransactionFailedException>(() => contracts.Investor.WaitAsync(hash, Token));
        Assert.Equal($"Unauthorized(caller: {contracts.Investor.Address})", exception.Reason);
        Assert.False(exception.Receipt.Succeeded);
    }

    [Fact]
    public async Task Sender_keeps_many_transactions_on_their_way_with_consecutive_nonces()
    {
        var contracts = await DevelopmentContracts.DeployAsync(Chain, Token);
        var key = DevelopmentAccounts.Investors[5];
        var sender = contracts.Sender(key);
        var before = await Chain.GetTransactionCountAsync(key.Address, BlockReference.Latest, Token);
        var hashes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => sender.BroadcastAsync(
            DevelopmentDeployment.Usdt, TetherUsdContract.EncodeApprove(contracts.Investor.Address, 0), Token)));
        Assert.Equal(20, hashes.Distinct().Count());
        foreach (var hash in hashes)
            Assert.True((await sender.WaitAsync(hash, Token)).Succeeded);
        Assert.Equal(before + 20, await Chain.GetTransactionCountAsync(key.Address, BlockReference.Latest, Token));
    }

    delegate bool Decoding<T>(LogEntry log, out T? decoded);

    static T Single<T>(TransactionReceipt receipt, Decoding<T> tryDecode)
        where T : class => receipt.Logs.Select(log => tryDecode(log, out var decoded) ? decoded : null).OfType<T>().Single();
}
