using System.Diagnostics.Metrics;
using ReFlow.Indexer.Telemetry;

namespace ReFlow.Indexer.Audit;

/// <summary>Counts what the auditor compares, on the indexer's meter.</summary>
sealed class AuditTelemetry
{
    readonly Counter<long> _checked;
    readonly Counter<long> _differences;

    public AuditTelemetry(IMeterFactory meterFactory)
    {
        var meter = meterFactory.Create(IndexerTelemetry.Name);
        _checked = meter.CreateCounter<long>("reflow.indexer.audit.checked", "{figure}", "Figures of the read model compared with the chain.");
        _differences = meter.CreateCounter<long>("reflow.indexer.audit.differences", "{figure}", "Figures that did not agree.");
    }

    public void Audited(AuditReport report)
    {
        _checked.Add(report.Checked);
        _differences.Add(report.Differences.Count);
    }
}
