using Microsoft.Extensions.DependencyInjection;
using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.Testing;

namespace ReFlow.Hosting.Tests;

/// <summary>Small graphs of real processes; <c>node</c> and <c>sh</c> play the services.</summary>
static class TestGraph
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal static CancellationToken Token => CancellationTokenSource
        .CreateLinkedTokenSource(TestContext.Current.CancellationToken, new CancellationTokenSource(Patience).Token).Token;

    internal static async Task<DistributedApplication> StartAsync(Action<IDistributedApplicationTestingBuilder> configure, params string[] args)
    {
        var builder = DistributedApplicationTestingBuilder.Create(args);
        configure(builder);
        var app = await builder.BuildAsync(Token);
        try
        {
            await app.StartAsync(Token);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    internal static IResourceBuilder<ExecutableResource> AddShell(this IDistributedApplicationBuilder builder, string name, string script) =>
        builder.AddExecutable(name, "sh", ".", "-c", script);

    internal static IResourceBuilder<ExecutableResource> AddNode(this IDistributedApplicationBuilder builder, string name, string script) =>
        builder.AddExecutable(name, "node", ".", "-e", script);

    /// <summary>A web server that answers every request with the text.</summary>
    internal static IResourceBuilder<ExecutableResource> AddWebServer(this IDistributedApplicationBuilder builder, string name, string answer = "ok") =>
        builder.AddNode(name, $"require('http').createServer((q, s) => s.end('{answer}')).listen(process.env.PORT, '127.0.0.1')").WithHttpEndpoint(env: "PORT");

    internal static IReadOnlyList<string> Lines(this DistributedApplication app, string resourceName) =>
        [.. app.Services.GetRequiredService<ResourceLoggerService>().LastLines(resourceName, 1000).Select(l => l.Content)];

    internal static async Task<string> WaitForLineAsync(this DistributedApplication app, string resourceName, Func<string, bool> predicate)
    {
        await foreach (var batch in app.Services.GetRequiredService<ResourceLoggerService>().WatchAsync(resourceName, Token))
        {
            foreach (var line in batch)
            {
                if (predicate(line.Content))
                    return line.Content;
            }
        }

        throw new InvalidOperationException("The log ended.");
    }

    internal static CustomResourceSnapshot Snapshot(this DistributedApplication app, string resourceName) =>
        app.ResourceNotifications.TryGetCurrentState(resourceName, out var state) ? state.Snapshot : throw new InvalidOperationException($"No state of {resourceName}.");

    internal static Task<ResourceEvent> WaitForAsync(this DistributedApplication app, string resourceName, Func<CustomResourceSnapshot, bool> predicate) =>
        app.ResourceNotifications.WaitForResourceAsync(resourceName, e => predicate(e.Snapshot), Token);

    internal static int ProcessId(this DistributedApplication app, string resourceName) => (int)app.Snapshot(resourceName).Property(KnownProperties.ProcessId)!;

    /// <summary>True while a process exists and is not a zombie.</summary>
    internal static bool IsAlive(int processId)
    {
        var status = $"/proc/{processId}/stat";
        try
        {
            var text = File.ReadAllText(status);
            return text[text.LastIndexOf(')')..] is not [')', ' ', 'Z' or 'X', ..];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or IOException)
        {
            return false;
        }
    }

    internal static async Task EventuallyAsync(Func<bool> condition, string what)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var token = Token;
        while (!condition())
        {
            try
            {
                await timer.WaitForNextTickAsync(token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"Still not true after {Patience}: {what}");
            }
        }
    }
}
