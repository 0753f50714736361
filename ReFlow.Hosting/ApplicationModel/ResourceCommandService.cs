namespace ReFlow.Hosting.ApplicationModel;

/// <summary>Runs the commands of resources. Same as Aspire's.</summary>
public sealed class ResourceCommandService(
    DistributedApplicationModel model, ResourceNotificationService notifications, ResourceLoggerService loggers, IServiceProvider services)
{
    /// <summary>Runs a command on a resource, on every replica of it.</summary>
    public async Task<ExecuteCommandResult> ExecuteCommandAsync(
        IResource resource, string commandName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var ids = notifications.CurrentStates(resource).Select(e => e.ResourceId).DefaultIfEmpty(resource.Name).ToList();
        var results = await Task.WhenAll(ids.Select(id => ExecuteAsync(resource, id, commandName, cancellationToken)));
        return results.FirstOrDefault(r => !r.Success) ?? results[0];
    }

    /// <summary>Runs a command on a resource or one replica.</summary>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(
        string resourceId, string commandName, CancellationToken cancellationToken = default)
    {
        if (model.Resources.FirstOrDefault(r => string.Equals(r.Name, resourceId, StringComparison.OrdinalIgnoreCase)) is { } resource)
            return ExecuteCommandAsync(resource, commandName, cancellationToken);
        return notifications.TryGetCurrentState(resourceId, out var replica)
            ? ExecuteAsync(replica.Resource, replica.ResourceId, commandName, cancellationToken)
            : Task.FromResult(CommandResults.Failure(
                $"There is no resource '{resourceId}'; there are: {string.Join(", ", model.Resources.Select(r => r.Name))}."));
    }

    async Task<ExecuteCommandResult> ExecuteAsync(IResource resource, string resourceId, string commandName, CancellationToken cancellationToken)
    {
        var commands = resource.Annotations.OfType<ResourceCommandAnnotation>().ToList();
        var command = commands.LastOrDefault(c => string.Equals(c.Name, commandName, StringComparison.OrdinalIgnoreCase));
        if (command is null)
            return CommandResults.Failure(
                $"'{resource.Name}' has no command '{commandName}'; it has: {string.Join(", ", commands.Select(c => c.Name).DefaultIfEmpty("none"))}.");

        try
        {
            return await command.ExecuteCommand(new ExecuteCommandContext
            {
                Services = services,
                ResourceName = resourceId,
                CancellationToken = cancellationToken,
                Logger = loggers.GetLogger(resourceId),
            });
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return CommandResults.Canceled();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A command is somebody else's code; its failure is an answer to the caller, never the end of the host.
            Log.CommandFailed(loggers.GetLogger(resourceId), commandName, e);
            return CommandResults.Failure(e);
        }
    }
}
