using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace ReFlow.Hosting.ApplicationModel;

/// <summary>The console of one resource: its last lines, and those who watch it.</summary>
sealed class ResourceConsole
{
    const int MaximumLines = 10_000;

    readonly Lock _lock = new();
    readonly Queue<LogLine> _lines = new();
    readonly List<Channel<LogLine>> _watchers = [];
    int _lastNumber;

    internal void Write(string text, bool isError)
    {
        lock (_lock)
        {
            var line = new LogLine(++_lastNumber, text, isError);
            _lines.Enqueue(line);
            if (_lines.Count > MaximumLines)
                _lines.Dequeue();
            foreach (var watcher in _watchers)
                watcher.Writer.TryWrite(line);
        }
    }

    internal IReadOnlyList<LogLine> Lines()
    {
        lock (_lock)
            return [.. _lines];
    }

    internal void Complete()
    {
        lock (_lock)
            _watchers.ForEach(w => w.Writer.TryComplete());
    }

    internal async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Bounded, so that a reader who sleeps costs lines, not memory.
        var channel = Channel.CreateBounded<LogLine>(new BoundedChannelOptions(MaximumLines) { FullMode = BoundedChannelFullMode.DropOldest });
        IReadOnlyList<LogLine> backlog;
        lock (_lock)
        {
            backlog = [.. _lines];
            _watchers.Add(channel);
        }

        try
        {
            if (backlog.Count > 0)
                yield return backlog;
            while (await channel.Reader.WaitToReadAsync(cancellationToken))
            {
                var batch = new List<LogLine>();
                while (channel.Reader.TryRead(out var line))
                    batch.Add(line);
                yield return batch;
            }
        }
        finally
        {
            lock (_lock)
                _watchers.Remove(channel);
        }
    }
}
