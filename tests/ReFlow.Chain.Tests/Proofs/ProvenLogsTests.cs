using System.Text.Json;
using ReFlow.Chain.JsonRpc;
using ReFlow.Chain.Proofs;
using ReFlow.Chain.Tests.Live;
using ReFlow.Testing;

namespace ReFlow.Chain.Tests.Proofs;

/// <summary>Anvil makes headers and receipt tries with code of its own; what it seals is the judge here.</summary>
public sealed class ProvenLogsTests : IAsyncLifetime
{
    // 127 and 128 are the last index of one byte and the first of two.
    const int ManyTransactions = 131;

    const long PriceWei = 5_000_000_000;

    // Emits its call data twice, with one topic and with none.
    static readonly Address s_emitter = Address.Parse("0x00000000000000000000000000000000000e1711");
    const string EmitterCode = "0x365f5f3760aa365fa1365fa000";

    static readonly Address s_refuser = Address.Parse("0x00000000000000000000000000000000000e1712");
    const string RefuserCode = "0x5f5ffd";

    AnvilProcess _process = null!;
    EthereumClient _chain = null!;
    string[] _accounts = [];

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _process = await AnvilNode.StartAsync(chainId: 31337);
        _chain = EthereumClient.Connect(_process.Url, expectedChainId: 31337);
        await RequestAsync<object>("anvil_setCode", s_emitter, EmitterCode);
        await RequestAsync<object>("anvil_setCode", s_refuser, RefuserCode);
        await RequestAsync<object>("evm_setAutomine", JsonSerializer.SerializeToElement(false));
        _accounts = (await RequestAsync<string[]>("eth_accounts"))!;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(ManyTransactions)]
    public async Task Logs_of_a_sealed_block_are_proven_whatever_its_size(int transactions)
    {
        var head = await SealAsync(transactions);
        var logs = await ProvenLogs.ReadAsync(_chain, head.Hash, Token);
        Assert.Equal(await _chain.GetLogsByBlockHashAsync(head.Hash, LogFilter.All, Token), logs, (one, other) => Describe(one) == Describe(other));
        Assert.Equal(Enumerable.Range(0, transactions).Count(IsEmitted) * 2, logs.Count);
    }

    [Fact]
    public async Task Anything_changed_in_the_receipts_is_noticed()
    {
        var (header, receipts) = await ReadAsync(await SealAsync(9));
        var withLogs = receipts.First(receipt => receipt.Logs.Count == 2);
        var log = withLogs.Logs[0];
        BlockReceipt[][] lies =
        [
            [.. receipts.Skip(1)],
            [.. receipts, receipts[0]],
            With(withLogs with { Logs = [log] }),
            With(withLogs with { Logs = [withLogs.Logs[1], log] }),
            With(withLogs with { Logs = [log with { Data = [.. log.Data, 0] }, withLogs.Logs[1]] }),
            With(withLogs with { Logs = [log with { Topics = [] }, withLogs.Logs[1]] }),
            With(withLogs with { Logs = [log with { Address = s_refuser }, withLogs.Logs[1]] }),
            With(withLogs with { Succeeded = false }),
            With(withLogs with { CumulativeGasUsed = withLogs.CumulativeGasUsed + 1 }),
            With(withLogs with { Type = withLogs.Type ^ 1 }),
        ];
        Assert.All(lies, lie => Assert.Throws<LogProofException>(() => ProvenLogs.Prove(header.Hash, header, lie)));

        BlockReceipt[] With(BlockReceipt changed) => [.. receipts.Select(receipt => ReferenceEquals(receipt, withLogs) ? changed : receipt)];
        Assert.NotEmpty(ProvenLogs.Prove(header.Hash, header, receipts));
    }

    [Fact]
    public async Task Header_with_another_root_does_not_hash_to_the_block()
    {
        var (header, receipts) = await ReadAsync(await SealAsync(3));
        var lie = header with { ReceiptsRoot = MerklePatriciaTrie.RootOfList([]) };
        var refused = Assert.Throws<LogProofException>(() => ProvenLogs.Prove(header.Hash, lie, receipts));
        Assert.Contains($"was expected to hash to {header.Hash}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Block_that_the_node_does_not_have_is_unknown()
    {
        var exception = await Assert.ThrowsAsync<JsonRpcException>(() => ProvenLogs.ReadAsync(_chain, Keccak256.Hash("no such block"u8), Token));
        Assert.Equal(JsonRpcErrorKind.UnknownBlock, exception.Kind);
    }

    // Every kind of transaction, calls that emit from no byte to a few hundred, calls that fail, transfers without a call.
    async Task<BlockHeader> SealAsync(int transactions)
    {
        for (var index = 0; index < transactions; index++)
        {
            Dictionary<string, object> transaction = new(StringComparer.Ordinal)
            {
                ["from"] = _accounts[index % _accounts.Length],
                ["to"] = (index % 4) switch { 0 => s_refuser, 1 => _accounts[0], _ => (object)s_emitter },
                ["nonce"] = (long)(index / _accounts.Length),
                ["gas"] = 100_000L,
                ["data"] = Hex.Encode(new byte[index % 4 == 1 ? 0 : index * 3]),
            };
            // One price for all: Anvil's pool loses transactions whose account offered less before.
            if (index % 3 == 2)
                (transaction["maxFeePerGas"], transaction["maxPriorityFeePerGas"]) = (PriceWei, PriceWei);
            else
                transaction["gasPrice"] = PriceWei;
            if (index % 3 == 1)
                transaction["accessList"] = Array.Empty<object>();
            await RequestAsync<string>("eth_sendTransaction", transaction);
        }

        await RequestAsync<object>("evm_mine");
        var head = (await _chain.GetHeaderAsync(BlockReference.Latest, Token))!;
        Assert.Equal(transactions, (await ReadAsync(head)).Receipts.Count);
        return head;
    }

    static bool IsEmitted(int index) => index % 4 > 1;

    async Task<(SealedHeader Header, IReadOnlyList<BlockReceipt> Receipts)> ReadAsync(BlockHeader block) => (
        (await RequestAsync<SealedHeader>("eth_getBlockByHash", block.Hash, JsonSerializer.SerializeToElement(false)))!,
        (await RequestAsync<IReadOnlyList<BlockReceipt>>("eth_getBlockReceipts", block.Hash))!);

    static string Describe(LogEntry log) => $"{log.LogIndex} {log.Address} {string.Join(' ', log.Topics)} {Hex.Encode(log.Data)} {log.TransactionHash}";

    Task<T?> RequestAsync<T>(string method, params object?[] parameters) => _chain.RequestAsync<T>(method, parameters, Token);
}
