namespace ReFlow.Indexer.Commands;

/// <summary>The indexer's services without the indexer: what a command line needs.</summary>
static class IndexerCommandHost
{
    public static async Task<int> RunAsync(string name, string[] arguments)
    {
        var builder = Host.CreateApplicationBuilder(CommandLine.Settings(arguments));
        // Standard output is the result's.
        builder.Logging.ClearProviders().AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        builder.AddIndexerServices();
        using var host = builder.Build();
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        // Built and never started: nothing follows the chain beside the command.
        return await CommandLine.RunAsync(host, name, arguments.Contains(CommandLine.JsonFlag), Console.Out, Console.Error, stop.Token);
    }
}
