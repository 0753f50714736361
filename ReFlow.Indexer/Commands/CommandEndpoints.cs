namespace ReFlow.Indexer.Commands;

/// <summary>The same commands over HTTP, for the host's resource commands. The indexer's port is not a public one.</summary>
static class CommandEndpoints
{
    public static void MapIndexerCommands(this IEndpointRouteBuilder endpoints) => endpoints.MapPost("/commands/{name}", RunAsync);

    static async Task<IResult> RunAsync(
        string name, HttpRequest request, IEnumerable<IIndexerCommand> commands, RunningCommand running, CancellationToken cancellationToken)
    {
        // Browsers name the page's origin with every POST, also from a page that had its own name resolved to this machine.
        if (request.Headers.Origin.Count > 0)
            return Results.Problem("Commands are not taken from web pages.", statusCode: StatusCodes.Status403Forbidden);
        if (commands.FirstOrDefault(command => command.Name == name) is not { } command)
            return Results.NotFound();
        if (await running.TryRunAsync(command, cancellationToken) is not { } result)
            return Results.Problem($"Another command is running; {name} was not started.", statusCode: StatusCodes.Status409Conflict);
        return Results.Json(result, CommandJson.Default.CommandResult);
    }
}
