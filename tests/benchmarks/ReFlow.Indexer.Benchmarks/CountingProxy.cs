using System.Text;

namespace ReFlow.Indexer.Benchmarks;

/// <summary>Passes JSON-RPC on to a node and counts it. Runs that are timed go to the node directly.</summary>
sealed class CountingProxy : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly HttpClient _http = new();
    int _requests;
    int _getLogs;
    int _blocks;

    CountingProxy(string target)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapPost("/", context => PassAsync(context, target));
    }

    public string Url => _app.Urls.First();

    public RequestCounts Counts => new(_requests, _getLogs, _blocks);

    public static async Task<CountingProxy> StartAsync(string target)
    {
        var proxy = new CountingProxy(target);
        await proxy._app.StartAsync();
        return proxy;
    }

    async Task PassAsync(HttpContext context, string target)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        Interlocked.Increment(ref _requests);
        Interlocked.Add(ref _getLogs, body.Split("\"eth_getLogs\"").Length - 1);
        Interlocked.Add(ref _blocks, body.Split("\"eth_getBlockBy").Length - 1);

        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync(new Uri(target), content, context.RequestAborted);
        context.Response.ContentType = "application/json";
        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }
}
