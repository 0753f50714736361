using System.Numerics;
using ReFlow.Chain.JsonRpc;
using ReFlow.Chain.Signing;
using ReFlow.Testing;

namespace ReFlow.Chain.Tests.Live;

/// <summary>What a real node says to transactions that it does not take, on an Anvil that does not mine by itself.</summary>
public sealed class SendRefusalTests : IAsyncLifetime
{
    static readonly PrivateKey s_key = DevelopmentAccounts.Investors[1];

    AnvilProcess _process = null!;
    EthereumClient _chain = null!;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _process = await AnvilNode.StartAsync(chainId: 31337);
        _chain = EthereumClient.Connect(_process.Url, 31337);
        await _chain.RequestAsync<object?>("evm_setAutomine", [false], Token);
    }

    public async ValueTask DisposeAsync() => await _process.DisposeAsync();

    [Fact]
    public async Task Same_bytes_again_are_AlreadyKnown_and_an_underpriced_replacement_is_named()
    {
        var transaction = await TransferAsync(nonce: 0);
        Assert.Equal(transaction.Sign(s_key).Hash, await _chain.SendRawTransactionAsync(transaction.Sign(s_key).Raw, Token));
        Assert.Equal(JsonRpcErrorKind.AlreadyKnown, await RefusalAsync(transaction, s_key));
        Assert.Equal(JsonRpcErrorKind.ReplacementUnderpriced, await RefusalAsync(transaction with { Value = 2, MaxFeePerGas = transaction.MaxFeePerGas - 1 }, s_key));
        Assert.Null(await _chain.GetReceiptAsync(transaction.Sign(s_key).Hash, Token));
        Assert.Equal(0, await _chain.GetTransactionCountAsync(s_key.Address, BlockReference.Latest, Token));
        Assert.Equal(1, await _chain.GetTransactionCountAsync(s_key.Address, BlockReference.Pending, Token));
    }

    [Fact]
    public async Task Used_nonce_is_NonceTooLow()
    {
        var transaction = await TransferAsync(nonce: 0);
        await _chain.SendRawTransactionAsync(transaction.Sign(s_key).Raw, Token);
        await _chain.RequestAsync<object?>("anvil_mine", [1L], Token);
        Assert.True((await _chain.WaitForReceiptAsync(transaction.Sign(s_key).Hash, Token)).Succeeded);
        Assert.Equal(JsonRpcErrorKind.NonceTooLow, await RefusalAsync(transaction with { Value = 2 }, s_key));
    }

    [Fact]
    public async Task Empty_account_is_InsufficientFunds()
    {
        var poor = PrivateKey.Parse("0x0000000000000000000000000000000000000000000000000000000000000bad");
        Assert.Equal(JsonRpcErrorKind.InsufficientFunds, await RefusalAsync(await TransferAsync(nonce: 0), poor));
    }

    [Fact]
    public async Task Fee_below_the_base_fee_is_not_transient()
    {
        var transaction = await TransferAsync(nonce: 0) with { MaxFeePerGas = 1, MaxPriorityFeePerGas = 1 };
        Assert.Contains(await RefusalAsync(transaction, s_key), new[] { JsonRpcErrorKind.FeeTooLow, JsonRpcErrorKind.Refused });
    }

    [Fact]
    public async Task Transaction_of_another_chain_is_refused()
    {
        var transaction = await TransferAsync(nonce: 0) with { ChainId = 1 };
        var kind = await RefusalAsync(transaction, s_key);
        Assert.Contains(kind, new[] { JsonRpcErrorKind.Refused, JsonRpcErrorKind.InvalidParams });
    }

    [Fact]
    public async Task Sender_asks_for_its_nonce_again_after_a_refusal()
    {
        using var sender = new TransactionSender(_chain, s_key);
        var to = DevelopmentAccounts.Investors[2].Address;
        var first = await sender.BroadcastAsync(to, [], Token);

        // Another process with the same key takes the next nonce, and both are mined.
        var foreign = await TransferAsync(nonce: 1);
        await _chain.SendRawTransactionAsync(foreign.Sign(s_key).Raw, Token);
        await _chain.RequestAsync<object?>("anvil_mine", [1L], Token);
        await sender.WaitAsync(first, Token);

        var exception = await Assert.ThrowsAsync<JsonRpcException>(() => sender.BroadcastAsync(to, [], Token));
        Assert.Equal(JsonRpcErrorKind.NonceTooLow, exception.Kind);
        var second = await sender.BroadcastAsync(to, [], Token);
        await _chain.RequestAsync<object?>("anvil_mine", [1L], Token);
        Assert.True((await sender.WaitAsync(second, Token)).Succeeded);
    }

    async Task<Eip1559Transaction> TransferAsync(long nonce)
    {
        var fees = await _chain.GetFeesAsync(Token);
        return new Eip1559Transaction(
            31337, nonce, fees.MaxPriorityFeePerGas, fees.MaxFeePerGas, 21_000, DevelopmentAccounts.Investors[2].Address, BigInteger.One, []);
    }

    async Task<JsonRpcErrorKind> RefusalAsync(Eip1559Transaction transaction, PrivateKey key)
    {
        var exception = await Assert.ThrowsAsync<JsonRpcException>(() => _chain.SendRawTransactionAsync(transaction.Sign(key).Raw, Token));
        Assert.False(exception.IsTransient);
        return exception.Kind;
    }
}
