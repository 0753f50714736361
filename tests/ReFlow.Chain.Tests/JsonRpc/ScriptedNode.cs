using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace ReFlow.Chain.Tests.JsonRpc;

/// <summary>
/// A node over a real socket whose answers a test scripts, byte by byte if need be. After the last scripted answer it repeats that one.
/// </summary>
sealed class ScriptedNode : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly Func<JsonElement, string>[] _answers;
    readonly Task _serving;
    int _requests;

    /// <param name="answers">From the request's JSON to the whole HTTP answer; empty text hangs up without one, "hang" never answers.</param>
    public ScriptedNode(params Func<JsonElement, string>[] answers)
    {
        _answers = answers;
        _listener.Start();
        Url = $"http://{_listener.LocalEndpoint}";
        _serving = ServeAsync();
    }

    public string Url { get; }

    public int Requests => Volatile.Read(ref _requests);

    public static Func<JsonElement, string> Raw(string answer) => _ => answer;

    public static Func<JsonElement, string> Http(string status, string body, string headers = "", string contentType = "application/json") =>
        _ => HttpText(status, body, headers, contentType);

    /// <summary>A JSON-RPC answer; $ID in the body stands for the request's id.</summary>
    public static Func<JsonElement, string> Body(string body) => request => HttpText("200 OK", body.Replace("$ID", Id(request), StringComparison.Ordinal));

    public static Func<JsonElement, string> Result(string result) => Body($$"""{"jsonrpc":"2.0","id":$ID,"result":{{result}}}""");

    public static Func<JsonElement, string> Error(int code, string message) =>
        Body($$$"""{"jsonrpc":"2.0","id":$ID,"error":{"code":{{{code}}},"message":{{{JsonSerializer.Serialize(message)}}}}}""");

    /// <summary>A batch answer from the ids that were asked.</summary>
    public static Func<JsonElement, string> Batch(Func<long[], string> answer) => request =>
        HttpText("200 OK", answer([.. request.EnumerateArray().Select(call => call.GetProperty("id").GetInt64())]));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    static string Id(JsonElement request) => request.GetProperty("id").GetRawText();

    static string HttpText(string status, string body, string headers = "", string contentType = "application/json") =>
        $"HTTP/1.1 {status}\r\nContent-Type: {contentType}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{headers}\r\n{body}";

    async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (!_stop.IsCancellationRequested)
                connections.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The test ended.
            _listener.Stop();
        }

        await Task.WhenAll(connections);
    }

    async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var request = await ReadBodyAsync(stream);
                var answer = _answers[Math.Min(Interlocked.Increment(ref _requests), _answers.Length) - 1](request);
                if (answer == "hang")
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), _stop.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                // The test ended, or the client hung up: both are part of the script.
                return;
            }
        }
    }

    async Task<JsonElement> ReadBodyAsync(NetworkStream stream)
    {
        var buffer = new byte[1 << 20];
        var length = 0;
        while (true)
        {
            length += await stream.ReadAsync(buffer.AsMemory(length), _stop.Token);
            var text = Encoding.UTF8.GetString(buffer, 0, length);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0)
                continue;
            var header = text[..end].Split("\r\n").Single(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
            var bodyLength = int.Parse(header["Content-Length:".Length..], System.Globalization.CultureInfo.InvariantCulture);
            if (length >= end + 4 + bodyLength)
                return JsonElement.Parse(buffer.AsSpan(end + 4, bodyLength));
        }
    }
}
