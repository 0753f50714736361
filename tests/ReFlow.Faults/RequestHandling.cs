using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ReFlow.Faults.Answers;
using ReFlow.Faults.Pool;

namespace ReFlow.Faults;

/// <summary>Answers one HTTP request under a plan.</summary>
sealed class RequestHandling
{
    readonly FaultPlan _plan;
    readonly UpstreamNode _node;
    readonly UpstreamNode? _otherNode;
    readonly FaultStatistics _statistics;
    readonly FaultDice _dice;
    readonly AnswerDistortion _distortion;
    readonly GethPool _pool;

    public RequestHandling(FaultPlan plan, UpstreamNode node, UpstreamNode? otherNode, GethPool pool, FaultStatistics statistics)
    {
        (_plan, _node, _otherNode, _pool, _statistics) = (plan, node, otherNode, pool, statistics);
        _dice = new FaultDice(plan);
        _distortion = new AnswerDistortion(_dice, statistics);
    }

    public async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, cancellationToken);
        var request = new RpcMessage(buffer.ToArray());
        _statistics.Received(request.Methods);

        var fault = _dice.Draw(request.AsksForHead, request.AsksForLogs, _otherNode is not null);
        // Of these three the distortion counts those that found a log to leave out.
        if (fault is not (FaultKind.None or FaultKind.ShortLogs or FaultKind.EmptyLogs or FaultKind.OrphanLogs))
            _statistics.Did(fault);

        if (fault == FaultKind.RateLimited)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            if (_plan.RetryAfter is { } wait)
                context.Response.Headers.RetryAfter = ((int)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return;
        }

        if (fault == FaultKind.TimedOut)
            await Task.Delay(Timeout.Infinite, cancellationToken);
        await WriteAsync(context, await AnswerAsync(request, fault, cancellationToken), fault, cancellationToken);
    }

    async Task<byte[]> AnswerAsync(RpcMessage request, FaultKind fault, CancellationToken cancellationToken)
    {
        if (_plan.GethPool && request.Calls is [var call] && RpcMessage.MethodOf(call) == "eth_sendRawTransaction")
            return await AdmitAsync(call, cancellationToken);

        if (fault == FaultKind.StaleHead)
            request.AskForHeadAt(Math.Max(0, await _node.AskNumberAsync("eth_blockNumber", [], cancellationToken) - _plan.StaleBlocks));
        if (_plan.FrozenHead is { } frozen)
            request.AskForHeadAt(frozen);
        var answer = await (fault == FaultKind.OtherNode ? _otherNode! : _node).PostAsync(request.ToBytes(), cancellationToken);
        if (_plan.HiddenLog is { } hidden)
            answer = AnswerDistortion.HideLog(answer, hidden.BlockNumber, hidden.LogIndex);
        if (_plan.LogLoss > 0)
            answer = _distortion.LoseLogs(answer, _plan.LogLoss);
        if (_plan.FrozenHead is { } head)
            answer = AnswerDistortion.ChangeBlockNumber(answer, request, _ => head);
        return fault switch
        {
            FaultKind.StaleHead => AnswerDistortion.ChangeBlockNumber(answer, request, head => Math.Max(0, head - _plan.StaleBlocks)),
            FaultKind.ShortLogs => _distortion.DropOneLog(answer),
            FaultKind.EmptyLogs => _distortion.DropAllLogs(answer),
            FaultKind.OrphanLogs => _distortion.OrphanLogs(answer),
            FaultKind.WrongAnswer => _distortion.MakeWrong(answer),
            _ => answer,
        };
    }

    async Task<byte[]> AdmitAsync(JsonObject call, CancellationToken cancellationToken)
    {
        var rawHex = (string)call["params"]!.AsArray()[0]!;
        if (RawTransaction.Read(Convert.FromHexString(rawHex[2..])) is not { } transaction)
            return await _node.PostAsync(Encoding.UTF8.GetBytes(call.ToJsonString()), cancellationToken);

        var (error, handOn, hash) = await _pool.AdmitAsync(rawHex, transaction, cancellationToken);
        if (error is not null)
            return Answer(call, "error", new JsonObject { ["code"] = -32000, ["message"] = error });

        byte[]? first = null;
        foreach (var raw in handOn)
        {
            var forward = (JsonObject)call.DeepClone();
            forward["params"] = new JsonArray(raw);
            var answer = await _node.PostAsync(Encoding.UTF8.GetBytes(forward.ToJsonString()), cancellationToken);
            first ??= answer;
        }

        return first ?? Answer(call, "result", hash.ToString());
    }

    static byte[] Answer(JsonObject call, string name, JsonNode value) =>
        Encoding.UTF8.GetBytes(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = call["id"]?.DeepClone(), [name] = value }.ToJsonString());

    async Task WriteAsync(HttpContext context, byte[] answer, FaultKind fault, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "application/json";
        var isCutOff = fault == FaultKind.Truncated && _dice.Below(2) == 0;
        var length = fault == FaultKind.Truncated ? answer.Length / 2 : answer.Length;
        context.Response.ContentLength = isCutOff ? answer.Length : length;
        await context.Response.Body.WriteAsync(answer.AsMemory(0, length), cancellationToken);
        if (!isCutOff)
            return;
        await context.Response.Body.FlushAsync(cancellationToken);
        context.Abort();
    }
}
