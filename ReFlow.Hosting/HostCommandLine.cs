using System.Collections.Frozen;

namespace ReFlow.Hosting;

/// <summary>The host's own switches. Everything else on the command line is configuration (<c>--Key=value</c>), as in Aspire.</summary>
static class HostCommandLine
{
    internal const string Help = """
        Runs ReFlow: PostgreSQL, cache, chain, services, web front end and demo actors.

          dotnet run --project ReFlow.AppHost [-- options]

          --no-demo         start without the demo actors
          --random-ports    give every endpoint a free port instead of the documented one
          --reset           clear the state folder (.reflow) first
          --help            show this text
          --Key=value       set a configuration value, e.g. --ConnectionStrings:reflow=...
        """;

    static readonly FrozenDictionary<string, string?> s_switches = new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["--reset"] = HostConfiguration.Reset,
        ["--random-ports"] = HostConfiguration.RandomizePorts,
        ["--no-demo"] = null,
        ["--help"] = null,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    internal static bool WantsHelp(IEnumerable<string> args) => args.Contains("--help", StringComparer.Ordinal);

    /// <summary>Translates the switches to configuration and leaves the rest as it is.</summary>
    internal static string[] ToConfigurationArguments(IEnumerable<string> args) =>
        [.. args.SelectMany(a => !s_switches.TryGetValue(a, out var key) ? [a] : key is null ? Array.Empty<string>() : [$"--{key}=true"])];

    /// <summary>The first switch that nobody knows, or null. A typing error must not pass in silence.</summary>
    internal static string? FirstUnknown(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (s_switches.ContainsKey(args[i]) || args[i].Contains('=', StringComparison.Ordinal))
                continue;
            var hasValue = args[i].StartsWith("--", StringComparison.Ordinal) && i + 1 < args.Length && !args[i + 1].StartsWith('-');
            if (!hasValue)
                return args[i];
            i++;
        }

        return null;
    }
}
