using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using ReFlow.Chain.JsonRpc;
using ReFlow.Chain.JsonRpc.Endpoints;

namespace ReFlow.Chain;

/// <summary>Traces and metrics of the requests to nodes, by endpoint; both sources are named <see cref="Name"/>.</summary>
public static class ChainTelemetry
{
    public const string Name = "ReFlow.Chain";

    static readonly ActivitySource s_activities = new(Name);
    static readonly Meter s_meter = new(Name);
    static readonly ConcurrentDictionary<string, WeakReference<RpcEndpoint>> s_endpoints = new(StringComparer.Ordinal);

    static readonly Histogram<double> s_duration = s_meter.CreateHistogram<double>(
        "reflow.chain.rpc.duration", "s", "Time of one JSON-RPC request or batch, failed ones included.");

    static readonly Counter<long> s_calls = s_meter.CreateCounter<long>(
        "reflow.chain.rpc.calls", "{call}", "JSON-RPC calls sent; each call of a batch counts.");

    static readonly Counter<long> s_bytes = s_meter.CreateCounter<long>(
        "reflow.chain.rpc.bytes", "By", "Bytes of request and answer bodies, by direction.");

    internal static ObservableGauge<double> Scores { get; } = s_meter.CreateObservableGauge(
        "reflow.chain.endpoint.score", ReadScores, "1", "Health of an endpoint: 1 after good answers, towards 0 after bad ones.");

    internal static Counter<long> Retries { get; } = s_meter.CreateCounter<long>(
        "reflow.chain.rpc.retries", "{request}", "Reads that were sent again after a transient failure.");

    internal static Counter<long> Reconnects { get; } = s_meter.CreateCounter<long>(
        "reflow.chain.heads.reconnects", "{connection}", "Subscriptions to new heads that broke and were opened again.");

    internal static void Watch(IEnumerable<RpcEndpoint> endpoints)
    {
        foreach (var endpoint in endpoints)
            s_endpoints[endpoint.Origin] = new WeakReference<RpcEndpoint>(endpoint);
    }

    internal static RequestMeasurement StartRequest(string method, string origin, int calls, TimeProvider time)
    {
        var activity = s_activities.StartActivity(method, ActivityKind.Client);
        activity?.SetTag("rpc.system", "jsonrpc").SetTag("rpc.method", method).SetTag("server.address", origin);
        s_calls.Add(calls, new("rpc.method", method), new("server.address", origin));
        return new RequestMeasurement(activity, method, origin, time);
    }

    static IEnumerable<Measurement<double>> ReadScores()
    {
        foreach (var (origin, reference) in s_endpoints)
        {
            if (reference.TryGetTarget(out var endpoint))
                yield return new Measurement<double>(endpoint.Score, new KeyValuePair<string, object?>("server.address", origin));
            else
                s_endpoints.TryRemove(origin, out _);
        }
    }

    internal sealed class RequestMeasurement(Activity? activity, string method, string origin, TimeProvider time) : IDisposable
    {
        readonly long _start = time.GetTimestamp();
        string _outcome = "cancelled";

        public void Sent(int bytes) => Count(bytes, "sent");

        public void Received(int bytes) => Count(bytes, "received");

        public void Succeed() => _outcome = "ok";

        public void Fail(JsonRpcErrorKind kind)
        {
            _outcome = kind.ToString();
            activity?.SetTag("error.type", _outcome).SetStatus(ActivityStatusCode.Error);
        }

        public void Dispose()
        {
            s_duration.Record(time.GetElapsedTime(_start).TotalSeconds, new("rpc.method", method), new("server.address", origin), new("outcome", _outcome));
            activity?.Dispose();
        }

        void Count(int bytes, string direction) => s_bytes.Add(bytes, new("direction", direction), new("server.address", origin));
    }
}
