using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace ReFlow.Hosting.ApplicationModel;

/// <summary>A line of a resource's console.</summary>
/// <param name="LineNumber">From 1.</param>
/// <param name="Content">The text.</param>
/// <param name="IsErrorMessage">True for standard error.</param>
public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);

/// <summary>The console logs of resources: the last 10,000 lines each. Same as Aspire's, without the separation of replicas by random ids.</summary>
public sealed class ResourceLoggerService
{
    readonly ConcurrentDictionary<string, ResourceConsole> _consoles = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A logger that writes to a resource's console.</summary>
    public ILogger GetLogger(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return GetLogger(resource.Name);
    }

    /// <summary>A logger that writes to a resource's or replica's console.</summary>
    public ILogger GetLogger(string resourceName) => new ResourceConsoleLogger(Console(resourceName));

    /// <summary>The lines so far, then every new batch; ends after <see cref="Complete(IResource)"/>.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return WatchAsync(resource.Name);
    }

    /// <summary>The lines so far, then every new batch; ends after <see cref="Complete(string)"/>.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(
        string resourceName, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var batch in Console(resourceName).WatchAsync(cancellationToken))
            yield return batch;
    }

    /// <summary>The lines so far.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName)
    {
        await Task.CompletedTask;
        yield return Console(resourceName).Lines();
    }

    /// <summary>Ends the log of a resource.</summary>
    public void Complete(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        Complete(resource.Name);
    }

    /// <summary>Ends the log of a resource or replica.</summary>
    public void Complete(string resourceName) => Console(resourceName).Complete();

    internal void Write(string resourceName, string line, bool isError) => Console(resourceName).Write(line, isError);

    internal IReadOnlyList<LogLine> LastLines(string resourceName, int count) => Console(resourceName).Lines().TakeLast(count).ToList();

    ResourceConsole Console(string resourceName) => _consoles.GetOrAdd(resourceName, _ => new ResourceConsole());

    sealed class ResourceConsoleLogger(ResourceConsole console) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var text = formatter(state, exception);
            console.Write(exception is null ? text : $"{text}: {exception.Message}", logLevel >= LogLevel.Error);
        }
    }
}
