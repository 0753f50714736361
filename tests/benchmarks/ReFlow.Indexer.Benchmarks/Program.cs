using System.Globalization;
using ReFlow.Indexer.Benchmarks;

// The floor is a process of its own, started by the benchmark, so that it starts as cold as the indexer does.
if (args is ["floor", var url, var connectionString, var to])
{
    await Floor.RunAsync(new Uri(url), connectionString, long.Parse(to, CultureInfo.InvariantCulture));
    return;
}

var options = BenchmarkOptions.Parse(args);
if (options.Publishes)
    await PublishedIndexer.PublishAsync();
await using var servers = await Servers.StartAsync(options.Fsync);
var results = new ResultTable();
foreach (var kind in options.Kinds)
    await new Comparison(servers, options, results).RunAsync(kind);
Console.WriteLine();
Console.WriteLine(await MachineFacts.DescribeAsync(options));
Console.WriteLine();
Console.WriteLine(results.ToMarkdown());
