using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting.Dashboard;

/// <summary>The resources as JSON, and their commands.</summary>
sealed class ResourcesApi(DistributedApplicationModel model, ResourceNotificationService notifications, ResourceCommandService commands)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/resources", context => WriteAsync(context, Visible().Select(ResourceView.Of)));
        routes.MapGet("/api/details", context => WriteAsync(context, Visible().ToDictionary(e => e.ResourceId, ResourceDetails.Of, StringComparer.Ordinal)));
        routes.MapPost("/api/resources/{name}/commands/{command}", ExecuteAsync);
    }

    // In the order in which the AppHost adds them. Parameters are values, not things that run.
    IEnumerable<ResourceEvent> Visible() => model.Resources.Where(resource => resource is not IResourceWithoutLifetime)
        .SelectMany(notifications.CurrentStates).Where(change => !change.Snapshot.IsHidden);

    async Task ExecuteAsync(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["name"]!;
        var command = (string)context.Request.RouteValues["command"]!;
        var isKnown = Visible().Any(change => IsSame(change.ResourceId, name) || IsSame(change.Resource.Name, name));
        if (!isKnown)
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        var result = isKnown
            ? await commands.ExecuteCommandAsync(name, command, context.RequestAborted)
            : CommandResults.Failure($"There is no resource '{name}'.");
        await WriteAsync(context, new { result.Success, result.Canceled, result.Message });
    }

    static Task WriteAsync<T>(HttpContext context, T value) => context.Response.WriteAsJsonAsync(value, context.RequestAborted);

    static bool IsSame(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
