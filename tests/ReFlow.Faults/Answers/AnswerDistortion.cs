using System.Text;
using System.Text.Json.Nodes;

namespace ReFlow.Faults.Answers;

/// <summary>Makes a plausible or an implausible lie of a node's answer.</summary>
sealed class AnswerDistortion(FaultDice dice, FaultStatistics statistics)
{
    /// <summary>Another id, null, a page of HTML or an internal error.</summary>
    public byte[] MakeWrong(byte[] answer)
    {
        if (dice.Below(4) == 0)
            return Encoding.UTF8.GetBytes("<html><body>502 Bad Gateway</body></html>");
        var kind = dice.Below(3);
        return Change(answer, one =>
        {
            switch (kind)
            {
                case 0:
                    one["id"] = 999_999_999;
                    break;
                case 1:
                    one["result"] = null;
                    break;
                default:
                    one.Remove("result");
                    one["error"] = new JsonObject { ["code"] = -32603, ["message"] = "Internal error" };
                    break;
            }
        });
    }

    /// <summary>Another head, where the answer is a block number.</summary>
    public static byte[] ChangeBlockNumber(byte[] answer, RpcMessage request, Func<long, long> change)
    {
        var ids = request.Calls.Where(call => RpcMessage.MethodOf(call) == "eth_blockNumber").Select(call => call["id"]!.ToJsonString()).ToHashSet(StringComparer.Ordinal);
        return Change(answer, one =>
        {
            if (ids.Contains(one["id"]?.ToJsonString() ?? ""))
                one["result"] = RpcMessage.Quantity(change(RpcMessage.Number(one["result"])));
        });
    }

    public byte[] DropOneLog(byte[] answer) => ChangeLogs(answer, logs => logs.RemoveAt(dice.Below(logs.Count)), FaultKind.ShortLogs);

    public byte[] DropAllLogs(byte[] answer) => ChangeLogs(answer, logs => logs.Clear(), FaultKind.EmptyLogs);

    /// <summary>Each log is lost with this chance.</summary>
    public byte[] LoseLogs(byte[] answer, double share)
    {
        var lost = false;
        var changed = Change(answer, one =>
        {
            if (LogsOf(one) is not { } logs)
                return;
            for (var i = logs.Count - 1; i >= 0; i--)
            {
                if (!dice.Strikes(share))
                    continue;
                logs.RemoveAt(i);
                statistics.Did(FaultKind.LostLog);
                lost = true;
            }
        });
        return lost ? changed : answer;
    }

    public static byte[] HideLog(byte[] answer, long blockNumber, int logIndex) => Change(answer, one =>
    {
        if (LogsOf(one) is { } logs && logs.FirstOrDefault(log => RpcMessage.Number(log!["blockNumber"]) == blockNumber && RpcMessage.Number(log["logIndex"]) == logIndex) is { } hidden)
            logs.Remove(hidden);
    });

    /// <summary>All logs of one block look as if its block had another hash.</summary>
    public byte[] OrphanLogs(byte[] answer) => ChangeLogs(answer, logs =>
    {
        var orphan = (string?)logs[dice.Below(logs.Count)]!["blockHash"];
        var other = "0x" + new string('a', 63) + dice.Below(10);
        foreach (var log in logs.Where(log => (string?)log!["blockHash"] == orphan))
            log!["blockHash"] = other;
    }, FaultKind.OrphanLogs);

    byte[] ChangeLogs(byte[] answer, Action<JsonArray> change, FaultKind kind)
    {
        var done = false;
        var changed = Change(answer, one =>
        {
            if (done || LogsOf(one) is not { Count: > 0 } logs)
                return;
            change(logs);
            statistics.Did(kind);
            done = true;
        });
        return done ? changed : answer;
    }

    static JsonArray? LogsOf(JsonObject answer) => answer["result"] is JsonArray logs && logs.All(log => log is JsonObject one && one.ContainsKey("topics")) ? logs : null;

    static byte[] Change(byte[] answer, Action<JsonObject> change)
    {
        var body = JsonNode.Parse(answer)!;
        foreach (var one in body is JsonArray batch ? batch.Select(each => each!.AsObject()) : [body.AsObject()])
            change(one);
        return Encoding.UTF8.GetBytes(body.ToJsonString());
    }
}
