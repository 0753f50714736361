using Microsoft.Extensions.DependencyInjection;
using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting.Lifecycle;

/// <summary>The commands that every process has: start, stop, restart.</summary>
static class LifecycleCommands
{
    internal static void AddTo(IResource resource)
    {
        if (!resource.Annotations.OfType<ProcessAnnotation>().Any() || resource.Annotations.OfType<ResourceCommandAnnotation>().Any(c => c.Name == KnownResourceCommands.StartCommand))
            return;

        Add(KnownResourceCommands.StartCommand, "Start", "Starts the resource.", isForRunning: false, async (supervisor, ct) =>
            await supervisor.StartAsync(ct) ? null : "It runs, or waits to run, already.");
        Add(KnownResourceCommands.StopCommand, "Stop", "Stops the resource.", isForRunning: true, async (supervisor, _) =>
            await supervisor.StopAsync() ? null : "It does not run.");
        Add(KnownResourceCommands.RestartCommand, "Restart", "Stops and starts the resource.", isForRunning: true, async (supervisor, ct) =>
        {
            await supervisor.StopAsync();
            return await supervisor.StartAsync(ct) ? null : "Somebody else started it in between.";
        });

        void Add(string name, string displayName, string description, bool isForRunning, Func<ProcessSupervisor, CancellationToken, Task<string?>> execute) =>
            resource.Annotations.Add(new ResourceCommandAnnotation(
                name,
                displayName,
                async context =>
                {
                    var orchestrator = context.Services.GetRequiredService<ApplicationOrchestrator>();
                    if (orchestrator.FindSupervisor(context.ResourceName) is not { } supervisor)
                        return CommandResults.Failure("The application has not started yet.");
                    return await execute(supervisor, context.CancellationToken) is { } refusal
                        ? CommandResults.Failure($"'{context.ResourceName}': {refusal}")
                        : CommandResults.Success();
                },
                new CommandOptions
                {
                    Description = description,
                    UpdateState = context => IsActive(context.ResourceSnapshot) == isForRunning ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
                }));
    }

    static bool IsActive(CustomResourceSnapshot snapshot) =>
        !ResourceNotificationService.IsTerminal(snapshot) && snapshot.State?.Text is { } state && state != KnownResourceStates.NotStarted;
}
