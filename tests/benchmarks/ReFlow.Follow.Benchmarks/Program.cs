using System.Globalization;
using ReFlow.Chain;
using ReFlow.Follow.Benchmarks;
using ReFlow.Hosting.NodeTools;
using ReFlow.Hosting.State;
using ReFlow.Hosting.Testing;
using ReFlow.ServiceDefaults;

// The graph as `dotnet run` makes it, on an empty chain with a block per second.
var blocks = args is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 60;
await NodePackages.RestoreAsync(RepositoryRoot.Find(), NodePackageScope.Runtime);
var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.ReFlow_AppHost>(["--no-demo"]);
await using var app = await builder.BuildAsync();
await app.StartAsync();
foreach (var resource in new[] { ResourceNames.Indexer, ResourceNames.Api })
    await app.ResourceNotifications.WaitForResourceHealthyAsync(resource);

using var stop = new CancellationTokenSource();
var chain = EthereumClient.Connect((await app.GetConnectionStringAsync(ResourceNames.Chain))!);
using var investments = await Investments.PrepareAsync(chain, stop.Token);
var database = (await app.GetConnectionStringAsync(ResourceNames.Database))!;
var observers = new Dictionary<string, Observation>(StringComparer.Ordinal)
{
    ["row visible in PostgreSQL"] = await Observers.WatchRowsAsync(database, stop.Token),
    ["answered by the API"] = Observers.WatchApi(app.GetEndpoint(ResourceNames.Api), stop.Token),
    ["pushed to a subscriber"] = await Observers.WatchPushesAsync(app.GetEndpoint(ResourceNames.Api), stop.Token),
};

var mined = new Dictionary<long, long>();
await foreach (var head in chain.SubscribeNewHeadsAsync(stop.Token))
{
    mined.TryAdd(head.Number, TimeProvider.System.GetTimestamp());
    if (mined.Count > blocks)
        break;
    await investments.MakeAsync(stop.Token);
}

// The last block's own answers are still on their way.
stop.CancelAfter(TimeSpan.FromSeconds(10));
using (var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(10)))
{
    while (!observers.Values.All(observation => observation.HasSeen(mined.Keys.Max())))
        await looks.WaitForNextTickAsync(stop.Token);
}

await stop.CancelAsync();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{blocks} blocks, one per second, two investments (four logs) in each; milliseconds from the node's announcement until"));
foreach (var (name, observation) in observers)
    Console.WriteLine(observation.Describe(name, mined));

using var rest = new CancellationTokenSource(TimeSpan.FromMinutes(10));
investments.StartAgain();
var reorganisations = await new Reorganisations(chain, database, investments).MeasureAsync(40, rest.Token);
Console.WriteLine("Reorganisations of 2 to 20 blocks; milliseconds from the node's next announcement until");
Console.WriteLine(Latencies.Describe("the orphaned head is gone", reorganisations, "reorganisations"));
var deep = new DeepReorganisations(chain, app.GetEndpoint(ResourceNames.Api), investments);
Console.WriteLine("Deep reorganisations, from the node's answer that it has reorganised, somebody asking the API without pause");
await foreach (var line in deep.MeasureAsync([70, 70, 70, 500, 500, 500], rest.Token))
    Console.WriteLine(line);
var restarts = await new Restarts(app, database).MeasureAsync(5, rest.Token);
Console.WriteLine("The indexer is killed; milliseconds until its successor's first commit");
Console.WriteLine(Latencies.Describe("since the new process began", restarts, "restarts"));
await rest.CancelAsync();
