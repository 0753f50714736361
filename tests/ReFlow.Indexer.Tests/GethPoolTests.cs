using System.Numerics;
using ReFlow.Chain;
using ReFlow.Chain.JsonRpc;
using ReFlow.Chain.Signing;
using ReFlow.Faults;
using ReFlow.Indexer.Tests.Support;

namespace ReFlow.Indexer.Tests;

/// <summary>The pool rules that the fault proxy adds to Anvil, as geth has them.</summary>
public sealed class GethPoolTests
{
    static readonly PrivateKey s_key = DevelopmentAccounts.Investors[2];

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replacement_pays_ten_percent_more_in_both_fees_or_is_underpriced()
    {
        await using var anvil = await AnvilNode.StartAsync(Token, "--no-mining");
        await using var proxy = await FaultProxy.StartAsync(anvil.Url, new FaultPlan { GethPool = true }, cancellationToken: Token);
        var client = EthereumClient.Connect(proxy.Url);
        await SendAsync(client, nonce: 0, feeGwei: 100, tipGwei: 10);

        foreach (var (fee, tip) in new[] { (109, 11), (110, 10) })
        {
            var refused = await Assert.ThrowsAsync<JsonRpcException>(() => SendAsync(client, nonce: 0, fee, tip));
            Assert.Equal(JsonRpcErrorKind.ReplacementUnderpriced, refused.Kind);
        }

        var known = await Assert.ThrowsAsync<JsonRpcException>(() => SendAsync(client, nonce: 0, feeGwei: 100, tipGwei: 10));
        Assert.Equal(JsonRpcErrorKind.AlreadyKnown, known.Kind);
        var replacement = await SendAsync(client, nonce: 0, feeGwei: 110, tipGwei: 11);
        await anvil.MineAsync();
        Assert.NotNull(await client.GetReceiptAsync(replacement, Token));
    }

    [Fact]
    public async Task Transaction_after_a_gap_waits_unseen_until_the_gap_is_filled()
    {
        await using var anvil = await AnvilNode.StartAsync(Token);
        await using var proxy = await FaultProxy.StartAsync(anvil.Url, new FaultPlan { GethPool = true }, cancellationToken: Token);
        var client = EthereumClient.Connect(proxy.Url);

        var later = await SendAsync(client, nonce: 1, feeGwei: 100, tipGwei: 10);
        Assert.Equal(0, await client.GetTransactionCountAsync(s_key.Address, BlockReference.Pending, Token));
        Assert.Null(await client.GetReceiptAsync(later, Token));

        await SendAsync(client, nonce: 0, feeGwei: 100, tipGwei: 10);
        await Eventually.TrueAsync("both are mined", async () => await client.GetReceiptAsync(later, Token) is not null);
    }

    static Task<Hash32> SendAsync(EthereumClient client, long nonce, int feeGwei, int tipGwei)
    {
        var gwei = new BigInteger(1_000_000_000);
        var transaction = new Eip1559Transaction(31337, nonce, tipGwei * gwei, feeGwei * gwei, 21_000, s_key.Address, BigInteger.One, []);
        return client.SendRawTransactionAsync(transaction.Sign(s_key).Raw, Token);
    }
}
