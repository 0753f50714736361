using System.Diagnostics;
using System.Diagnostics.Metrics;
using ReFlow.Chain.JsonRpc;

namespace ReFlow.Chain;

/// <summary>Traces and metrics of the requests to a node; both sources are named <see cref="Name"/>.</summary>
public static class ChainTelemetry
{
    public const string Name = "ReFlow.Chain";

    static readonly ActivitySource s_activities = new(Name);
    static readonly Meter s_meter = new(Name);

    static readonly Histogram<double> s_duration = s_meter.CreateHistogram<double>(
        "reflow.chain.rpc.duration", "s", "Time of one JSON-RPC request or batch, failed ones included.");

    internal static Counter<long> Retries { get; } = s_meter.CreateCounter<long>(
        "reflow.chain.rpc.retries", "{request}", "Reads that were sent again after a transient failure.");

    internal static Counter<long> Reconnects { get; } = s_meter.CreateCounter<long>(
        "reflow.chain.heads.reconnects", "{connection}", "Subscriptions to new heads that broke and were opened again.");

    internal static RequestMeasurement StartRequest(string method, string origin, TimeProvider time)
    {
        var activity = s_activities.StartActivity(method, ActivityKind.Client);
        activity?.SetTag("rpc.system", "jsonrpc").SetTag("rpc.method", method).SetTag("server.address", origin);
        return new RequestMeasurement(activity, method, time);
    }

    internal sealed class RequestMeasurement(Activity? activity, string method, TimeProvider time) : IDisposable
    {
        readonly long _start = time.GetTimestamp();
        string _outcome = "cancelled";

        public void Succeed() => _outcome = "ok";

        public void Fail(JsonRpcErrorKind kind)
        {
            _outcome = kind.ToString();
            activity?.SetTag("error.type", _outcome).SetStatus(ActivityStatusCode.Error);
        }

        public void Dispose()
        {
            s_duration.Record(time.GetElapsedTime(_start).TotalSeconds,
                new KeyValuePair<string, object?>("rpc.method", method), new KeyValuePair<string, object?>("outcome", _outcome));
            activity?.Dispose();
        }
    }
}
