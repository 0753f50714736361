using Microsoft.Extensions.Time.Testing;
using ReFlow.Hosting.Anvil;
using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting.Tests.Anvil;

public sealed class AnvilStateKeeperTests : IDisposable
{
    const string Whole = """{ "block": { "number": "0x1", "timestamp": "0x1" } }""";

    readonly string _folder = Directory.CreateTempSubdirectory("reflow-keeper-").FullName;

    [Fact]
    public async Task Failed_copy_is_logged_and_the_next_one_is_made()
    {
        var time = new FakeTimeProvider();
        var loggers = new ResourceLoggerService();
        var file = new AnvilStateFile(_folder);
        await File.WriteAllTextAsync(file.FullPath, "{}", TestGraph.Token);
        using var keeper = new AnvilStateKeeper(file, loggers.GetLogger("chain"), time);
        await keeper.StartAsync(TestGraph.Token);

        await EventuallyAsync(() => loggers.LastLines("chain", 100).Any(l => l.Content.Contains("could not be renewed", StringComparison.Ordinal)), "the failure is logged");
        await File.WriteAllTextAsync(file.FullPath, Whole, TestGraph.Token);
        await EventuallyAsync(() => File.Exists(Path.Combine(_folder, "state.copy.json")), "the copy is made");

        await keeper.StopAsync(TestGraph.Token);
        Assert.Equal(["state.copy.json", "state.json"], Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        Task EventuallyAsync(Func<bool> condition, string what) => TestGraph.EventuallyAsync(
            () =>
            {
                time.Advance(AnvilStateKeeper.Period);
                return condition();
            },
            what);
    }

    [Fact]
    public async Task Parallel_copies_do_not_disturb_each_other()
    {
        var file = new AnvilStateFile(_folder);
        await File.WriteAllTextAsync(file.FullPath, Whole, TestGraph.Token);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => file.RenewCopyAsync(TestGraph.Token))));
        Assert.Equal(Whole, await File.ReadAllTextAsync(Path.Combine(_folder, "state.copy.json"), TestGraph.Token));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
