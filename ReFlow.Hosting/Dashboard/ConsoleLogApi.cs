using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting.Dashboard;

/// <summary>A resource's console as server-sent events: the lines so far, then every new one.</summary>
sealed class ConsoleLogApi(ResourceNotificationService notifications, ResourceLoggerService loggers)
{
    public void Map(IEndpointRouteBuilder routes, CancellationToken stopping) =>
        routes.MapGet("/api/resources/{name}/logs", context => StreamAsync(context, stopping));

    async Task StreamAsync(HttpContext context, CancellationToken stopping)
    {
        var name = (string)context.Request.RouteValues["name"]!;
        if (!notifications.TryGetCurrentState(name, out var state))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await context.Response.Body.FlushAsync(ended.Token);
            await foreach (var batch in loggers.WatchAsync(state.ResourceId, ended.Token))
            {
                foreach (var line in batch)
                    await context.Response.WriteAsync(Format(line), ended.Token);
                await context.Response.Body.FlushAsync(ended.Token);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The reader has gone, or the host stops.
        }
    }

    static string Format(LogLine line)
    {
        var data = JsonSerializer.Serialize(new { text = line.Content, isError = line.IsErrorMessage });
        return string.Create(CultureInfo.InvariantCulture, $"id: {line.LineNumber}\ndata: {data}\n\n");
    }
}
