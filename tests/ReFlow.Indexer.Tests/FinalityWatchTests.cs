using System.Text;
using System.Text.Json;
using ReFlow.Chain;
using ReFlow.Chain.JsonRpc;
using ReFlow.Indexer.Sync;

namespace ReFlow.Indexer.Tests;

/// <summary>What counts as final while a chain is too young to have a final block, and how long to wait for a node that asks for patience.</summary>
public sealed class FinalityWatchTests
{
    const string Header =
        """{"number":"0x1f4","hash":"0x01","parentHash":"0x02","timestamp":"0x1","logsBloom":"0x03"}""";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("\"result\":null")]
    [InlineData("\"error\":{\"code\":-39001,\"message\":\"Unknown block\"}")]
    [InlineData("\"error\":{\"code\":-32000,\"message\":\"finalized block not found\"}")]
    public async Task Young_chain_without_a_final_block_counts_confirmations_until_it_has_one(string answer)
    {
        var node = new OneAnswer { Answer = answer };
        var chain = new EthereumClient(new JsonRpcClient([node], new JsonRpcOptions { MaxReadAttempts = 1 }));
        var watch = new FinalityWatch(new IndexerOptions { UseFinalizedTag = true, FinalityInterval = TimeSpan.Zero, Confirmations = 100 }, TimeProvider.System);

        Assert.Null(await watch.ReadAsync(chain, HeadAt(99), Token));
        Assert.Equal(250, await watch.ReadAsync(chain, HeadAt(350), Token));

        // From now on the node's word, which is further here than the confirmations.
        node.Answer = $"\"result\":{Header.Replace("0x01", Hash(1), StringComparison.Ordinal).Replace("0x02", Hash(2), StringComparison.Ordinal).Replace("0x03", Bloom, StringComparison.Ordinal)}";
        Assert.Equal(500, await watch.ReadAsync(chain, HeadAt(560), Token));
    }

    [Theory]
    [InlineData(null, 250)]
    [InlineData(0, 0)]
    [InlineData(-60, 0)]
    [InlineData(2, 2_000)]
    [InlineData(86_400, 5_000)]
    public void Node_that_asks_for_a_day_is_asked_again_after_the_longest_wait(int? askedForSeconds, int expectedMs)
    {
        TimeSpan? askedFor = askedForSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        Assert.Equal(expectedMs, new IndexerOptions().BoundedDelay(askedFor).TotalMilliseconds);
    }

    static string Bloom => "0x" + new string('0', 2 * LogsBloom.Length);

    static string Hash(int number) => "0x" + number.ToString("x64", System.Globalization.CultureInfo.InvariantCulture);

    static BlockHeader HeadAt(long number) => new(number, Hash32.Parse(Hash(1)), Hash32.Parse(Hash(2)), DateTimeOffset.UnixEpoch, LogsBloom.Of([]));

    sealed class OneAnswer : IJsonRpcTransport
    {
        public required string Answer { get; set; }

        public Uri Endpoint { get; } = new("http://young");

        public Task<byte[]> PostAsync(string method, byte[] body, TimeSpan timeout, CancellationToken cancellationToken)
        {
            using var request = JsonDocument.Parse(body);
            Assert.Equal("finalized", request.RootElement.GetProperty("params")[0].GetString());
            return Task.FromResult(Encoding.UTF8.GetBytes($"{{\"jsonrpc\":\"2.0\",\"id\":{request.RootElement.GetProperty("id").GetRawText()},{Answer}}}"));
        }
    }
}
