using System.Globalization;

namespace ReFlow.Indexer.Benchmarks;

/// <summary>What to measure.</summary>
/// <param name="Kinds">The histories, in the order of the table.</param>
/// <param name="Runs">Runs of each of ours; the median counts.</param>
/// <param name="PonderRuns">Runs of each of Ponder's; 0 leaves it out.</param>
/// <param name="Publishes">Whether to publish the indexer first.</param>
/// <param name="Fsync">Whether PostgreSQL's commits reach the disk.</param>
sealed record BenchmarkOptions(IReadOnlyList<HistoryKind> Kinds, int Runs, int PonderRuns, bool Publishes, bool Fsync)
{
    static readonly string[] s_flags = ["--no-publish", "--no-fsync", "--no-ponder"];

    /// <exception cref="ArgumentException">A name or an option that does not exist.</exception>
    public static BenchmarkOptions Parse(string[] arguments)
    {
        var unknown = arguments.Where(argument => !HistoryKind.All.ContainsKey(argument) && !s_flags.Contains(argument)
            && !argument.StartsWith("--runs=", StringComparison.Ordinal) && !argument.StartsWith("--ponder-runs=", StringComparison.Ordinal)).ToList();
        if (unknown.Count > 0)
            throw new ArgumentException(
                $"Unknown: {string.Join(' ', unknown)}. Histories: {string.Join(' ', HistoryKind.All.Keys)}. Options: --runs=N --ponder-runs=N {string.Join(' ', s_flags)}.",
                nameof(arguments));

        var named = HistoryKind.All.Values.Where(kind => arguments.Contains(kind.Name)).ToList();
        return new BenchmarkOptions(
            named.Count > 0 ? named : [.. HistoryKind.All.Values],
            Number("--runs=", 3),
            arguments.Contains("--no-ponder") ? 0 : Number("--ponder-runs=", 1),
            Publishes: !arguments.Contains("--no-publish"),
            Fsync: !arguments.Contains("--no-fsync"));

        int Number(string option, int otherwise) => arguments.FirstOrDefault(argument => argument.StartsWith(option, StringComparison.Ordinal)) is { } text
            ? int.Parse(text.AsSpan(option.Length), CultureInfo.InvariantCulture)
            : otherwise;
    }
}
