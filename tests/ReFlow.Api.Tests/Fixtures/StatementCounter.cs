using System.Collections.Concurrent;
using System.Diagnostics;

namespace ReFlow.Api.Tests;

/// <summary>Counts the SQL questions that the requests of this test cause, found by the trace that the requests carry.</summary>
sealed class StatementCounter : IDisposable
{
    readonly ConcurrentQueue<(ActivityTraceId Trace, string Text)> _statements = [];
    readonly ActivityListener _listener;
    readonly Activity _root;

    public StatementCounter()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("db.query.text") is string text && text.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase))
                    _statements.Enqueue((activity.TraceId, text));
            },
        };
        ActivitySource.AddActivityListener(_listener);
        _root = new Activity(nameof(StatementCounter)).Start();
    }

    public IReadOnlyList<string> Statements => [.. _statements.Where(statement => statement.Trace == _root.TraceId).Select(statement => statement.Text)];

    public void Dispose()
    {
        _root.Dispose();
        _listener.Dispose();
    }
}
