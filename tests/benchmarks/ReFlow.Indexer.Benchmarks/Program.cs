using System.Globalization;
using ReFlow.Indexer.Benchmarks;

// The floor is a process of its own, started by the benchmark, so that it starts as cold as the indexer does.
if (args is ["floor", var url, var connectionString, var to])
{
    await Floor.RunAsync(new Uri(url), connectionString, long.Parse(to, CultureInfo.InvariantCulture));
    return;
}

var names = args.Where(argument => HistoryKind.All.ContainsKey(argument)).ToArray();
var runs = args.FirstOrDefault(argument => argument.StartsWith("--runs=", StringComparison.Ordinal)) is { } text
    ? int.Parse(text.AsSpan("--runs=".Length), CultureInfo.InvariantCulture)
    : 3;
if (!args.Contains("--no-publish"))
    await PublishedIndexer.PublishAsync();
await using var servers = await Servers.StartAsync(fsync: !args.Contains("--no-fsync"));
foreach (var name in names.Length > 0 ? names : [.. HistoryKind.All.Keys])
    await Comparison.RunAsync(servers, HistoryKind.All[name], runs);
