using System.Globalization;
using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting.Processes;

/// <summary>Puts together a process's environment and arguments from the annotations of its resource.</summary>
sealed class ProcessEnvironment(DistributedApplicationExecutionContext executionContext)
{
    /// <summary>Variables of the graph over those of the specification over the clean environment.</summary>
    internal async Task<(Dictionary<string, string> All, List<EnvironmentVariableSnapshot> Shown)> ResolveAsync(
        ProcessPrepareContext prepare, ProcessStartSpec spec)
    {
        var (resource, token) = (prepare.Resource, prepare.CancellationToken);
        var context = new EnvironmentCallbackContext(executionContext, resource, cancellationToken: token) { Logger = prepare.Logger };
        foreach (var (name, value) in spec.Environment)
            context.EnvironmentVariables[name] = value;
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            foreach (var name in endpoint.PortVariables)
                context.EnvironmentVariables[name] = endpoint.AllocatedEndpoints[prepare.Replica].Port.ToString(CultureInfo.InvariantCulture);
        }

        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToList())
            await annotation.Callback(context);

        var all = CleanEnvironment.Create();
        var shown = new List<EnvironmentVariableSnapshot>();
        foreach (var (name, source) in context.EnvironmentVariables)
        {
            if (await TextAsync(source, token) is not { } value)
                continue;
            all[name] = value;
            shown.Add(new EnvironmentVariableSnapshot(name, value, IsFromSpec: true) { IsSensitive = IsSensitive(name, source) });
        }

        return (all, shown);
    }

    /// <summary>Arguments of the specification, then those of the graph.</summary>
    internal async Task<List<string>> ResolveArgumentsAsync(ProcessPrepareContext prepare, ProcessStartSpec spec)
    {
        var context = new CommandLineArgsCallbackContext([], prepare.Resource, executionContext, prepare.CancellationToken) { Logger = prepare.Logger };
        foreach (var annotation in prepare.Resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToList())
            await annotation.Callback(context);

        var arguments = spec.Arguments.ToList();
        foreach (var source in context.Args)
        {
            if (await TextAsync(source, prepare.CancellationToken) is { } value)
                arguments.Add(value);
        }

        return arguments;
    }

    static async ValueTask<string?> TextAsync(object source, CancellationToken cancellationToken) => source switch
    {
        string text => text,
        IValueProvider provider => await provider.GetValueAsync(cancellationToken),
        IResourceBuilder<IResource> { Resource: IValueProvider provider } => await provider.GetValueAsync(cancellationToken),
        IFormattable formattable => formattable.ToString(format: null, CultureInfo.InvariantCulture),
        _ => source.ToString(),
    };

    static bool IsSensitive(string name, object source) =>
        source is ParameterResource { Secret: true } or IResourceWithConnectionString or ConnectionStringReference
        || name.Contains("PASSWORD", StringComparison.OrdinalIgnoreCase)
        || name.Contains("SECRET", StringComparison.OrdinalIgnoreCase)
        || name.Contains("HEADERS", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("KEY", StringComparison.OrdinalIgnoreCase);
}
