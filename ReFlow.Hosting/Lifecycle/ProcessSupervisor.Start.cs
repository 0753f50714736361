using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.Processes;

namespace ReFlow.Hosting.Lifecycle;

sealed partial class ProcessSupervisor
{
    async Task<ChildProcess> StartProcessAsync(CancellationToken stop)
    {
        await UpdateAsync(s => (s with
        {
            State = KnownResourceStates.Starting,
            ExitCode = null,
            StopTimeStamp = null,
            HealthReports = HealthMonitor.Unknown(resource),
            ResourceReadyEvent = null,
        }).WithProperty(KnownProperties.WaitingFor, value: null));

        var prepare = new ProcessPrepareContext
        {
            Resource = resource,
            Replica = replica,
            Services = host.Services,
            Logger = host.Loggers.GetLogger(resourceId),
            CancellationToken = stop,
        };
        var spec = await resource.Annotations.OfType<ProcessAnnotation>().Last().PrepareAsync(prepare);
        var (environment, shown) = await host.Environment.ResolveAsync(prepare, spec);
        var arguments = await host.Environment.ResolveArgumentsAsync(prepare, spec);
        var child = await ChildProcess.StartAsync(
            resource.Name, spec, arguments, environment, (line, isError) => host.Loggers.Write(resourceId, line, isError), stop);
        await UpdateAsync(s => (s with
        {
            State = KnownResourceStates.Running,
            StartTimeStamp = Now(),
            EnvironmentVariables = [.. shown],
        })
            .WithProperty(KnownProperties.Error, value: null)
            .WithProperty(KnownProperties.ProcessId, child.Id)
            .WithProperty(KnownProperties.CommandLine, string.Join(' ', [spec.FileName, .. arguments])));
        return child;
    }
}
