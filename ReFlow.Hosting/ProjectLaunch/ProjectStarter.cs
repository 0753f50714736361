using Microsoft.Extensions.Hosting;
using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting.ProjectLaunch;

/// <summary>Starts a project's built assembly, with the environment that Aspire gives to a project.</summary>
sealed class ProjectStarter(IDistributedApplicationBuilder builder, IProjectMetadata project, LaunchProfile? profile)
{
    internal Task<ProcessStartSpec> PrepareAsync(ProcessPrepareContext context)
    {
        if (!File.Exists(project.AssemblyPath))
            throw new DistributedApplicationException(
                $"The project of '{context.Resource.Name}' is not built: {project.AssemblyPath} does not exist. Run `dotnet build ReFlow.AppHost`.");

        var urls = context.Resource.Annotations.OfType<EndpointAnnotation>()
            .Where(e => e.Transport == "http")
            .Select(e => FormattableString.Invariant($"{e.UriScheme}://{e.TargetHost}:{e.AllocatedEndpoints[context.Replica].Port}"));
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={Guid.NewGuid().ToString("N")[..8]}",
        };
        if (string.Join(';', urls) is { Length: > 0 } joined)
            environment["ASPNETCORE_URLS"] = joined;

        return Task.FromResult(new ProcessStartSpec
        {
            FileName = DotnetExecutable.Path,
            Arguments = ["exec", project.AssemblyPath, .. SplitArguments(profile?.CommandLineArgs)],
            WorkingDirectory = Path.GetDirectoryName(project.ProjectPath)!,
            Environment = environment,
        });
    }

    internal void AddDefaults(EnvironmentCallbackContext context)
    {
        var variables = context.EnvironmentVariables;
        variables["OTEL_SERVICE_NAME"] = context.Resource.Name;
        variables["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";
        variables["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";

        // Aspire's dashboard reads these from its own settings; ours has no receiver unless somebody names one.
        foreach (var name in (string[])["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_HEADERS"])
        {
            if (builder.Configuration[name] is { Length: > 0 } value)
                variables[name] = value;
        }

        if (builder.Environment.IsDevelopment())
        {
            variables["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
            variables["OTEL_TRACES_SAMPLER"] = "always_on";
            variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
            variables["OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION"] = "true";
            variables["OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION"] = "true";
        }

        if (profile is null)
            return;
        variables["DOTNET_LAUNCH_PROFILE"] = profile.Name;
        foreach (var (name, value) in profile.EnvironmentVariables)
            variables[name] = Environment.ExpandEnvironmentVariables(value);
    }

    static string[] SplitArguments(string? arguments) =>
        arguments?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
