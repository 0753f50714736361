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

    public IndexerTelemetry(IMeterFactory meterFactory, SyncState state)
    {
        _meter = meterFactory.Create(Name);
        _events = _meter.CreateCounter<long>("reflow.indexer.events", "{event}", "Logs folded into the read model.");
        _blocks = _meter.CreateCounter<long>("reflow.indexer.blocks", "{block}", "Blocks indexed.");
        _reorgDepth = _meter.CreateHistogram<int>("reflow.indexer.reorg.depth", "{block}", "Blocks taken back by each reorganisation.");
        _batchSeconds = _meter.CreateHistogram<double>("reflow.indexer.batch.duration", "s", "Time per batch by phase: fetch, write.");
        _outboxPublished = _meter.CreateCounter<long>("reflow.indexer.outbox.published", "{message}", "Outbox messages handed to Redis.");
        _contradictions = _meter.CreateCounter<long>(
            "reflow.indexer.contradictions", "{answer}", "Answers of nodes that were not used, by kind: logs missing, or another contradiction.");
        _meter.CreateObservableGauge("reflow.indexer.head", () => state.Current.Head?.Number ?? 0, "{block}", "The chain's head.");
        _meter.CreateObservableGauge("reflow.indexer.indexed", () => state.Current.Indexed?.Number ?? 0, "{block}", "Last indexed block.");
        _meter.CreateObservableGauge("reflow.indexer.lag", () => state.Current.LagBlocks ?? 0, "{block}", "Blocks between the two.");
    }

    public ActivitySource Activities { get; } = new(Name);

    public void BatchCommitted(int blocks, int events, TimeSpan fetch, TimeSpan write)
    {
        _blocks.Add(blocks);
        _events.Add(events);
        _batchSeconds.Record(fetch.TotalSeconds, new KeyValuePair<string, object?>("phase", "fetch"));
        _batchSeconds.Record(write.TotalSeconds, new KeyValuePair<string, object?>("phase", "write"));
    }

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
