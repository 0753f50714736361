using System.Text.Json;
using ReFlow.Chain.JsonRpc;
using ReFlow.Indexer.Sync;

namespace ReFlow.Indexer.Commands;

/// <summary>
/// <c>verify</c>, <c>prove</c>, <c>reindex [--from-chain]</c> and <c>status</c> on the indexer's command line: result on standard output,
/// progress on standard error.
/// </summary>
static class CommandLine
{
    public const string JsonFlag = "--json";
    const string FromChainFlag = "--from-chain";

    static readonly string[] s_names = ["verify", "prove", "reindex", "reindex-from-chain", "status"];

    /// <summary>The command that the arguments name; null when they ask for the service itself.</summary>
    public static string? FindName(string[] arguments) => arguments is not [var first, ..] || !s_names.Contains(first, StringComparer.Ordinal)
        ? null
        : first == "reindex" && arguments.Contains(FromChainFlag, StringComparer.Ordinal) ? "reindex-from-chain" : first;

    /// <summary>The arguments that are not the command's own.</summary>
    public static string[] Settings(string[] arguments) => [.. arguments.Where(argument => argument is not FromChainFlag and not JsonFlag)];

    /// <summary>Runs one command; 0 when all is well, 1 when something differs, 2 when it could not be found out.</summary>
    public static async Task<int> RunAsync(IHost host, string name, bool asJson, TextWriter output, TextWriter progress, CancellationToken cancellationToken)
    {
        var command = host.Services.GetServices<IIndexerCommand>().Single(candidate => candidate.Name == name);
        try
        {
            var result = await command.RunAsync(new LineProgress(progress), cancellationToken);
            await output.WriteLineAsync(asJson ? JsonSerializer.Serialize(result, CommandJson.Default.CommandResult) : ToText(name, result));
            return result.Ok ? 0 : 1;
        }
        catch (Exception exception) when (RetryPolicy.IsTransient(exception) || RetryPolicy.IsPermanent(exception) || exception is JsonRpcException or OperationCanceledException)
        {
            await progress.WriteLineAsync($"{name} failed: {exception.Message}");
            return 2;
        }
    }

    static string ToText(string name, CommandResult result)
    {
        var lines = result.Differences.ToList();
        if (result.Status is { } status)
            lines.Add(status.ToString());
        if (result.LockedMilliseconds is { } held)
            lines.Add($"the exchange held its lock for {held} ms");
        lines.Add($"{name}: {(result.Ok ? "ok" : "not ok")}, {result.Checked} checked, {result.Differences.Count} differences");
        return string.Join(Environment.NewLine, lines);
    }

    // Progress<T> would hand lines to the thread pool, in any order.
    sealed class LineProgress(TextWriter writer) : IProgress<string>
    {
        public void Report(string value) => writer.WriteLine(value);
    }
}
