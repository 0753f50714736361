using System.Diagnostics;
using System.Diagnostics.Metrics;
using ReFlow.Indexer.Sync;

namespace ReFlow.Indexer.Telemetry;

/// <summary>Meter and activity source <c>ReFlow.Indexer</c>.</summary>
sealed class IndexerTelemetry : IDisposable
{
    public const string Name = "ReFlow.Indexer";

    readonly Meter _meter;
    readonly Counter<long> _events;
    readonly Counter<long> _blocks;
    readonly Histogram<int> _reorgDepth;
    readonly Histogram<double> _batchSeconds;
    readonly Counter<long> _outboxPublished;
    readonly Counter<long> _contradictions;
    readonly Counter<long> _outboxDropped;
    readonly Histogram<int> _batchEvents;

    public IndexerTelemetry(IMeterFactory meterFactory, SyncState state)
    {
        _meter = meterFactory.Create(Name);
        _events = _meter.CreateCounter<long>("reflow.indexer.events", "{event}", "Logs folded into the read model.");
        _blocks = _meter.CreateCounter<long>("reflow.indexer.blocks", "{block}", "Blocks indexed.");
        _reorgDepth = _meter.CreateHistogram<int>("reflow.indexer.reorg.depth", "{block}", "Blocks taken back by each reorganisation.");
        _batchSeconds = _meter.CreateHistogram<double>("reflow.indexer.batch.duration", "s", "Time per batch by phase: fetch, fold, write.");
        _outboxPublished = _meter.CreateCounter<long>("reflow.indexer.outbox.published", "{message}", "Outbox messages handed to Redis.");
        _outboxDropped = _meter.CreateCounter<long>("reflow.indexer.outbox.dropped", "{message}", "Outbox messages dropped while Redis was down.");
        _batchEvents = _meter.CreateHistogram<int>("reflow.indexer.batch.events", "{event}", "Logs per batch.");
        _contradictions = _meter.CreateCounter<long>(
            "reflow.indexer.contradictions", "{answer}", "Answers of nodes that were not used, by kind: logs missing, or another contradiction.");
        _meter.CreateObservableGauge("reflow.indexer.head", () => state.Current.Head?.Number ?? 0, "{block}", "The chain's head.");
        _meter.CreateObservableGauge("reflow.indexer.indexed", () => state.Current.Indexed?.Number ?? 0, "{block}", "Last indexed block.");
        _meter.CreateObservableGauge("reflow.indexer.finalized", () => state.Current.Finalized ?? 0, "{block}", "Newest indexed block that is never taken back.");
        _meter.CreateObservableGauge("reflow.indexer.lag.time", () => state.Current.Lag?.TotalSeconds ?? 0, "s", "Time between the two, by the chain's clock.");
        _meter.CreateObservableGauge("reflow.indexer.outbox.age", () => state.OutboxAge.TotalSeconds, "s", "Age of the oldest message that waits for Redis.");
        _meter.CreateObservableGauge("reflow.indexer.lag", () => state.Current.LagBlocks ?? 0, "{block}", "Blocks between the two.");
    }

    public ActivitySource Activities { get; } = new(Name);

    public void BatchCommitted(int blocks, int events, TimeSpan fetch, TimeSpan fold, TimeSpan write)
    {
        _blocks.Add(blocks);
        _events.Add(events, new KeyValuePair<string, object?>("phase", blocks > 1 ? "backfill" : "follow"));
        _batchEvents.Record(events);
        _batchSeconds.Record(fetch.TotalSeconds, new KeyValuePair<string, object?>("phase", "fetch"));
        _batchSeconds.Record(fold.TotalSeconds, new KeyValuePair<string, object?>("phase", "fold"));
        _batchSeconds.Record(write.TotalSeconds, new KeyValuePair<string, object?>("phase", "write"));
    }

    /// <summary>Messages were dropped because too many waited.</summary>
    public void OutboxDropped(int messages) => _outboxDropped.Add(messages);

    public void Rewound(int depth) => _reorgDepth.Record(depth);

    public void Contradicted(bool logsAreMissing) =>
        _contradictions.Add(1, new KeyValuePair<string, object?>("kind", logsAreMissing ? "logs missing" : "other"));

    public void OutboxPublished(int messages) => _outboxPublished.Add(messages);

    public void Dispose()
    {
        Activities.Dispose();
        _meter.Dispose();
    }
}
