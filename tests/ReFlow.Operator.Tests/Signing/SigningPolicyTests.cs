using Microsoft.Extensions.Logging.Abstractions;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.Signing;
using ReFlow.Data;
using ReFlow.Operator.Signing;

namespace ReFlow.Operator.Tests.Signing;

public sealed class SigningPolicyTests(OperatorServers servers)
{
    static readonly TransactionFees s_fees = new(2_000_000_000, 1_000_000_000);

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signer_signs_the_three_calls_to_a_loan_of_our_factory()
    {
        await using var scene = await OperatorScene.CreateAsync(servers, Token);
        var loan = await scene.AddFundedLoanAsync(Token);
        await using var process = scene.Start();

        foreach (var purpose in Enum.GetValues<OperatorPurpose>())
        {
            var signed = await process.Signer.SignAsync(purpose, loan, nonce: 0, gasLimit: 200_000, s_fees, Token);
            Assert.Equal(Keccak256.Hash(signed.Raw), signed.Hash);
        }
    }

    [Fact]
    public async Task Signer_refuses_every_other_receiver_and_call()
    {
        await using var scene = await OperatorScene.CreateAsync(servers, Token);
        var loan = await scene.AddFundedLoanAsync(Token);
        await using var process = scene.Start();
        var drawDown = LoanContract.EncodeDrawDown();
        (Address Receiver, byte[] Call)[] forbidden =
        [
            (DevelopmentDeployment.Usdt, drawDown),
            (DevelopmentDeployment.Factory, drawDown),
            (DevelopmentAccounts.Treasury.Address, drawDown),
            (default, drawDown),
            (loan, []),
            (loan, drawDown[..3]),
            (loan, [.. drawDown, 0]),
            (loan, LoanContract.EncodeWriteOff()),
            (loan, LoanContract.EncodeClaimDistributionTo(DevelopmentAccounts.Operator.Address)),
            (loan, LoanContract.EncodeDistribute(Hash32.Zero, 1)),
            (DevelopmentDeployment.Usdt, TetherUsdContract.EncodeTransfer(DevelopmentAccounts.Operator.Address, 1)),
            (DevelopmentDeployment.Factory, LoanFactoryContract.EncodeSetOperator(DevelopmentAccounts.Investors[0].Address)),
        ];

        foreach (var (receiver, call) in forbidden)
            await Assert.ThrowsAsync<SigningRefusedException>(() => process.Signer.SignAsync(receiver, call, nonce: 0, gasLimit: 200_000, s_fees, Token));
    }

    [Fact]
    public void Key_has_a_default_on_the_development_chain_only()
    {
        Assert.Equal(DevelopmentAccounts.Operator.Address, OperatorKey.Resolve(new OperatorOptions(), 31337, NullLogger.Instance).Address);
        var missing = Assert.Throws<InvalidOperationException>(() => OperatorKey.Resolve(new OperatorOptions(), 1, NullLogger.Instance));
        Assert.Contains("ReFlow:Operator:PrivateKey", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_that_cannot_be_read_does_not_appear_in_the_error()
    {
        const string Almost = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b7869";
        var refused = Assert.Throws<InvalidOperationException>(() => OperatorKey.Resolve(new OperatorOptions { PrivateKey = Almost }, 1, NullLogger.Instance));
        Assert.DoesNotContain("59c6995e", refused.ToString(), StringComparison.Ordinal);
    }
}
