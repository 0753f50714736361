using System.Globalization;
using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting.Lifecycle;

/// <summary>What the person at the terminal reads: one line per change of a resource, reasons of waits, the last lines of what failed.</summary>
sealed class HostConsole(
    DistributedApplicationOptions options, ResourceNotificationService notifications, ResourceLoggerService loggers, TimeProvider time)
    : IProgress<string>
{
    const int LastLines = 12;
    const int LinesToSearch = 200;

    readonly string[] _args = options.Args ?? [];
    readonly Dictionary<string, string> _shown = new(StringComparer.Ordinal);
    readonly long _startedAt = time.GetTimestamp();
    bool _isReadyShown;

    /// <summary>The dashboard's address, when there is one.</summary>
    internal string? DashboardUrl { get; set; }

    /// <summary>Answers <c>--help</c>, and refuses switches that nobody knows.</summary>
    /// <returns>True when the application may start.</returns>
    internal bool ShowHelpOrRefuse()
    {
        if (HostCommandLine.WantsHelp(_args))
        {
            Console.Out.WriteLine(HostCommandLine.Help);
            return false;
        }

        return HostCommandLine.FirstUnknown(_args) is { } unknown
            ? throw new DistributedApplicationException($"The option '{unknown}' is not known; --help lists the options.")
            : true;
    }

    internal static void Error(string message) => Console.Error.WriteLine(message);

    internal void Starting(int resourceCount, string stateFolder)
    {
        Write($"Starting {resourceCount} resources; state is in {stateFolder}. Ctrl+C stops everything.");
        if (DashboardUrl is not null)
            Write("dashboard", DashboardUrl);
    }

    internal void Stopping() => Write("Stopping.");

    internal void Stopped() => Write("Stopped.");

    internal void Waiting(string resourceId, string reasons) => Write(resourceId, $"waits for {reasons}");

    /// <summary>Shows the progress of restoring packages.</summary>
    public void Report(string value) => Write(value);

    /// <summary>Shows the changes of resources until cancelled.</summary>
    internal async Task ReportAsync(DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        await foreach (var change in notifications.WatchAsync(cancellationToken))
        {
            if (change.Resource is ParameterResource || ResourceLine.Of(change.Snapshot, _shown.GetValueOrDefault(change.ResourceId)) is not { } line)
                continue;
            _shown[change.ResourceId] = line.Key;
            Write(change.ResourceId, line.Text);
            if (line.IsFailure)
                WriteLastLines(change.ResourceId);
            if (!_isReadyShown && model.Resources.All(IsUp))
                WriteReady();
        }
    }

    bool IsUp(IResource resource) => resource is ParameterResource
        || (resource.Annotations.OfType<ExplicitStartupAnnotation>().Any() && notifications.CurrentStates(resource).All(s => s.Snapshot.State?.Text == KnownResourceStates.NotStarted))
        || notifications.CurrentStates(resource).All(s => ResourceNotificationService.IsReady(s.Snapshot) || s.Snapshot.State?.Text == KnownResourceStates.Finished);

    void WriteReady()
    {
        _isReadyShown = true;
        Write("Everything is up.");
        foreach (var change in notifications.CurrentStates())
        {
            foreach (var url in change.Snapshot.Urls.Where(u => !u.IsInternal))
                Write(change.ResourceId, url.Url);
        }

        if (DashboardUrl is not null)
            Write("dashboard", DashboardUrl);
    }

    void WriteLastLines(string resourceId)
    {
        var lines = loggers.LastLines(resourceId, LinesToSearch).Select(l => l.Content).ToList();

        // The reason stands at the head of an exception, not at the end of its stack trace.
        var head = lines.FindLastIndex(l => l.Contains("Unhandled exception", StringComparison.Ordinal));
        foreach (var line in head < 0 ? lines.TakeLast(LastLines) : lines.Skip(head).Take(LastLines))
            WriteRaw($"             {resourceId} | {line}");
    }

    void Write(string resourceId, string text) => Write($"{resourceId,-10}  {text}");

    void Write(string text) =>
        WriteRaw(string.Create(CultureInfo.InvariantCulture, $"{time.GetElapsedTime(_startedAt).TotalSeconds,7:0.0} s  {text}"));

    void WriteRaw(string line)
    {
        if (!options.IsQuiet)
            Console.Out.WriteLine(line);
    }
}
