using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.Testing;

namespace ReFlow.Hosting.Tests.Anvil;

public sealed class AnvilTests : IDisposable
{
    const string Sender = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

    static readonly HttpClient s_http = new();

    readonly string _folder = Directory.CreateTempSubdirectory("reflow-anvil-").FullName;

    string StateArgument => $"--{HostConfiguration.StateDirectory}={Path.Combine(_folder, "state")}";

    [Fact]
    public async Task Fresh_chain_has_the_expected_id_and_begins_now()
    {
        await using var app = await StartAsync(TimeSpan.Zero);
        Assert.Equal("0x7a69", (await CallAsync(app, "eth_chainId")).GetString());
        Assert.InRange((await TimeOfAsync(app, "0x0") - DateTimeOffset.UtcNow).Duration(), TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Fresh_chain_with_a_genesis_age_begins_in_the_past()
    {
        await using var app = await StartAsync(TimeSpan.FromDays(270));
        var age = DateTimeOffset.UtcNow - await TimeOfAsync(app, "0x0");
        Assert.InRange(age, TimeSpan.FromDays(270) - TimeSpan.FromMinutes(1), TimeSpan.FromDays(270) + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Blocks_logs_and_receipts_survive_a_restart_of_the_host()
    {
        string hash, receipt, block, logs;
        await using (var first = await StartAsync(TimeSpan.Zero))
        {
            hash = await SendWithLogAsync(first);
            receipt = (await CallAsync(first, "eth_getTransactionReceipt", hash)).GetRawText();
            block = (await CallAsync(first, "eth_getBlockByNumber", "0x1", true)).GetRawText();
            logs = (await CallAsync(first, "eth_getLogs", new { fromBlock = "0x0", toBlock = "latest" })).GetRawText();
        }

        await using var second = await StartAsync(TimeSpan.Zero);
        Assert.Equal(receipt, (await CallAsync(second, "eth_getTransactionReceipt", hash)).GetRawText());
        Assert.Equal(block, (await CallAsync(second, "eth_getBlockByNumber", "0x1", true)).GetRawText());
        Assert.Equal(logs, (await CallAsync(second, "eth_getLogs", new { fromBlock = "0x0", toBlock = "latest" })).GetRawText());
        Assert.Contains(hash, logs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kill_loses_only_what_was_not_saved_yet()
    {
        await using var app = await StartAsync(TimeSpan.Zero);
        var hash = await SendWithLogAsync(app);
        var stateFile = Path.Combine(_folder, "state", "chain", "state.json");
        await TestGraph.EventuallyAsync(() => File.Exists(stateFile) && ReadShared(stateFile).Contains(hash, StringComparison.Ordinal), "the state is saved");
        var before = app.ProcessId("chain");

        using (var node = Process.GetProcessById(before))
            node.Kill();

        await app.WaitForAsync("chain", s => s.State?.Text == KnownResourceStates.Running && (int?)s.Property(KnownProperties.ProcessId) != before);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("chain", TestGraph.Token);
        Assert.Equal("0x1", (await CallAsync(app, "eth_getTransactionReceipt", hash)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Chain_that_was_still_in_its_past_goes_on_there()
    {
        DateTimeOffset last;
        await using (var first = await StartAsync(TimeSpan.FromDays(270)))
        {
            await BlockAsync(first, 1);
            last = await TimeOfAsync(first, "latest");
        }

        await using var second = await StartAsync(TimeSpan.FromDays(270));
        await BlockAsync(second, 1);
        Assert.InRange(await TimeOfAsync(second, "latest") - last, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task Chain_that_ended_before_its_first_block_begins_anew_at_the_right_time()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "state", "chain")).FullName;
        await File.WriteAllTextAsync(Path.Combine(_folder, "state", "version"), "1", TestGraph.Token);
        await File.WriteAllTextAsync(Path.Combine(folder, "state.json"), """{ "block": { "number": "0x0", "timestamp": "0x1" } }""", TestGraph.Token);

        await using var app = await StartAsync(TimeSpan.FromDays(270));
        await BlockAsync(app, 1);
        var age = DateTimeOffset.UtcNow - await TimeOfAsync(app, "latest");
        Assert.InRange(age, TimeSpan.FromDays(270) - TimeSpan.FromMinutes(1), TimeSpan.FromDays(270) + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task State_cut_off_by_a_kill_is_replaced_by_the_copy()
    {
        string block;
        await using (var first = await StartAsync(TimeSpan.Zero))
        {
            await BlockAsync(first, 1);
            block = (await CallAsync(first, "eth_getBlockByNumber", "0x1", false)).GetProperty("hash").GetString()!;
        }

        await using (await StartAsync(TimeSpan.Zero))
        {
            // Starting from a whole state makes the copy.
        }

        var stateFile = Path.Combine(_folder, "state", "chain", "state.json");
        var text = await File.ReadAllTextAsync(stateFile, TestGraph.Token);
        await File.WriteAllTextAsync(stateFile, text[..(text.Length / 2)], TestGraph.Token);

        await using var third = await StartAsync(TimeSpan.Zero);
        Assert.Equal(block, (await CallAsync(third, "eth_getBlockByNumber", "0x1", false)).GetProperty("hash").GetString());
        Assert.Contains(third.Lines("chain"), line => line.Contains("cut off by a kill", StringComparison.Ordinal));
    }

    [Fact]
    public async Task State_cut_off_with_no_copy_is_a_clear_error()
    {
        await using (await StartAsync(TimeSpan.Zero))
        {
            // The first start makes the state.
        }

        await File.WriteAllTextAsync(Path.Combine(_folder, "state", "chain", "state.json"), "{ \"block\":", TestGraph.Token);
        await using var app = await TestGraph.StartAsync(builder => builder.AddAnvil("chain"), StateArgument);
        await app.WaitForAsync("chain", s => s.State?.Text == KnownResourceStates.FailedToStart);
        var message = (string)app.Snapshot("chain").Property(KnownProperties.Error)!;
        Assert.Contains("is cut off and there is no whole copy. Run with --reset", message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    async Task<DistributedApplication> StartAsync(TimeSpan genesisAge)
    {
        var app = await TestGraph.StartAsync(builder => builder.AddAnvil("chain").WithGenesisAge(genesisAge), StateArgument);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("chain", TestGraph.Token);
        return app;
    }

    /// <summary>Sends a contract creation whose init code is LOG0 of nothing (PUSH0 PUSH0 LOG0 STOP) and waits for its receipt.</summary>
    static async Task<string> SendWithLogAsync(DistributedApplication app)
    {
        var hash = (await CallAsync(app, "eth_sendTransaction", new { from = Sender, data = "0x5f5fa000" })).GetString()!;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while ((await CallAsync(app, "eth_getTransactionReceipt", hash)).ValueKind == JsonValueKind.Null)
            await timer.WaitForNextTickAsync(TestGraph.Token);
        return hash;
    }

    static async Task BlockAsync(DistributedApplication app, int count) =>
        await CallAsync(app, "anvil_mine", "0x" + count.ToString("x", CultureInfo.InvariantCulture));

    static async Task<DateTimeOffset> TimeOfAsync(DistributedApplication app, string block)
    {
        var text = (await CallAsync(app, "eth_getBlockByNumber", block, false)).GetProperty("timestamp").GetString()!;
        return DateTimeOffset.FromUnixTimeSeconds(Convert.ToInt64(text, 16));
    }

    static async Task<JsonElement> CallAsync(DistributedApplication app, string method, params object[] parameters)
    {
        var url = await app.GetConnectionStringAsync("chain", TestGraph.Token);
        using var response = await s_http.PostAsJsonAsync(url, new { jsonrpc = "2.0", id = 1, method, @params = parameters }, TestGraph.Token);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(TestGraph.Token);
        return answer.TryGetProperty("error", out var error) ? throw new InvalidOperationException(error.GetRawText()) : answer.GetProperty("result");
    }

    static string ReadShared(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}
