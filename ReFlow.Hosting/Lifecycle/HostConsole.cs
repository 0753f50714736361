namespace ReFlow.Hosting.Lifecycle;

/// <summary>What the person at the terminal reads.</summary>
sealed class HostConsole(DistributedApplicationOptions options)
{
    readonly string[] _args = options.Args ?? [];

    /// <summary>Answers <c>--help</c>, and refuses switches that nobody knows.</summary>
    /// <returns>True when the application may start.</returns>
    internal bool ShowHelpOrRefuse()
    {
        if (HostCommandLine.WantsHelp(_args))
        {
            Console.Out.WriteLine(HostCommandLine.Help);
            return false;
        }

        return HostCommandLine.FirstUnknown(_args) is not { } unknown
            ? true
            : throw new DistributedApplicationException($"The option '{unknown}' is not known; --help lists the options.");
    }

    internal static void Error(string message) => Console.Error.WriteLine(message);
}
