using ReFlow.Chain.JsonRpc.Endpoints;

namespace ReFlow.Chain.JsonRpc;

/// <summary>Sends one request or batch to one endpoint, once: measured, matched by id, and told to the endpoint's health.</summary>
sealed class JsonRpcAttempt(RpcEndpoint endpoint, Patience patience, TimeProvider time)
{
    public async Task<JsonRpcResponse[]> SendAsync(JsonRpcCall[] calls, bool asBatch, long firstId, CancellationToken cancellationToken)
    {
        var restedUntil = endpoint.RestsUntil;
        await endpoint.WaitTurnAsync(calls.Length, cancellationToken);
        var method = calls.Length == 1 ? calls[0].Method : $"{calls[0].Method} (batch of {calls.Length})";
        using var measurement = ChainTelemetry.StartRequest(asBatch ? "batch" : calls[0].Method, endpoint.Origin, calls.Length, time);
        var timer = endpoint.TimerOf(calls, asBatch);
        var sent = time.GetTimestamp();
        try
        {
            var request = JsonRpcBody.Write(calls, asBatch, firstId);
            measurement.Sent(request.Length);
            var body = await endpoint.Transport.PostAsync(method, request, patience.NextWait(timer), cancellationToken);
            var took = time.GetElapsedTime(sent);
            measurement.Received(body.Length);
            var responses = JsonRpcResponseMatcher.Match(method, body, firstId, calls.Length);
            measurement.Succeed();
            ThrowIfTransient(responses, calls, measurement);
            timer.Answered(took);
            endpoint.Succeeded(restedUntil);
            return responses;
        }
        catch (JsonRpcException exception)
        {
            measurement.Fail(exception.Kind);
            if (exception.IsSilence)
                patience.WasSilent();
            // A pause that the question outlives says nothing about the endpoint's health.
            if (!exception.IsSilence || !patience.HasMore)
                endpoint.Failed(exception);
            throw;
        }
    }

    // A transient error inside a batch fails the whole attempt, so that the read is repeated as one.
    static void ThrowIfTransient(JsonRpcResponse[] responses, JsonRpcCall[] calls, ChainTelemetry.RequestMeasurement measurement)
    {
        foreach (var (response, call) in responses.Zip(calls))
        {
            if (response.Error is not { } error)
                continue;
            measurement.Fail(error.Kind);
            if (error.Kind.IsTransient())
                throw error.ToException(call.Method);
        }
    }
}
