using System.Reflection;
using System.Text.RegularExpressions;
using ReFlow.Hosting.State;
using ReFlow.Hosting.Testing;

namespace ReFlow.Hosting.Tests.Flavours;

/// <summary>Every call of AppHost.cs must exist in the embedded host with the parameter names that it has in Aspire 13.5.2.</summary>
public sealed partial class SurfaceTests
{
    /// <summary>Aspire 13.5.2's signatures of what AppHost.cs and the graph tests call.</summary>
    static readonly Dictionary<string, string[]> s_aspire = new(StringComparer.Ordinal)
    {
        ["CreateBuilder"] = ["args"],
        ["AddProject"] = ["builder, name"],
        ["AddPostgres"] = ["builder, name, userName, password, port"],
        ["AddDatabase"] = ["builder, name, databaseName"],
        ["AddRedis"] = ["builder, name, port, password"],
        ["AddConnectionString"] = ["builder, name, environmentVariableName"],
        ["WithReference"] = ["builder, source, connectionName, optional", "builder, source"],
        ["WaitFor"] = ["builder, dependency"],
        ["WaitForCompletion"] = ["builder, dependency, exitCode"],
        ["WithHttpEndpoint"] = ["builder, port, targetPort, name, env, isProxied"],
        ["WithExternalHttpEndpoints"] = ["builder"],
        ["WithHttpHealthCheck"] = ["builder, path, statusCode, endpointName"],
        ["WithExplicitStart"] = ["builder"],
        ["Build"] = [""],
        ["Run"] = [""],
        ["CreateAsync"] = ["cancellationToken", "args, cancellationToken"],
        ["Create"] = ["args"],
        ["CreateHttpClient"] = ["app, resourceName, endpointName"],
        ["GetConnectionStringAsync"] = ["app, resourceName, cancellationToken"],
        ["GetEndpoint"] = ["app, resourceName, endpointName"],
        ["WaitForResourceHealthyAsync"] = ["resourceName, cancellationToken"],
        ["ExecuteCommandAsync"] = ["resourceId, commandName, cancellationToken"],
        ["WithReplicas"] = ["builder, replicas"],
        ["WithEnvironment"] = ["builder, name, value", "builder, name, parameter", "builder, callback"],
        ["WithCommand"] = ["builder, name, displayName, executeCommand, commandOptions"],
        ["AddParameter"] = ["builder, name, secret", "builder, name, value, publishValueAsDefault, secret", "builder, name, value, secret, persist"],
        ["AddExecutable"] = ["builder, name, command, workingDirectory, args"],
    };

    /// <summary>Calls that Aspire does not have; Aspire/AnvilContainer.cs gives them to its flavour.</summary>
    static readonly Dictionary<string, string> s_own = new(StringComparer.Ordinal)
    {
        ["AddAnvil"] = "this IDistributedApplicationBuilder builder, string name, int? port = null",
        ["WithGenesisAge"] = "this IResourceBuilder<AnvilResource> builder, TimeSpan age",
    };

    /// <summary>Calls of .NET itself, and of the application host's own files, which both flavours compile.</summary>
    static readonly string[] s_framework = ["Contains", "GetConnectionString", "FromDays", "IsGiven", "WithIndexerCommands"];

    public static TheoryData<string, string> Signatures =>
        [.. s_aspire.SelectMany(method => method.Value.Select(parameters => (method.Key, parameters)))];

    [Theory]
    [MemberData(nameof(Signatures))]
    public void Method_has_the_parameter_names_of_Aspire(string name, string parameters)
    {
        var found = Methods(name).Select(m => string.Join(", ", m.GetParameters().Select(p => p.Name))).ToList();
        Assert.Contains(parameters, found);
    }

    [Fact]
    public void App_host_calls_nothing_that_Aspire_lacks()
    {
        var source = File.ReadAllText(Path.Combine(RepositoryRoot.Find(), "ReFlow.AppHost", "AppHost.cs"));
        var called = Call().Matches(source).Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal);
        Assert.Empty(called.Except(s_aspire.Keys).Except(s_own.Keys).Except(s_framework));
    }

    [Fact]
    public void Own_calls_are_declared_alike_in_both_flavours()
    {
        var container = File.ReadAllText(Path.Combine(RepositoryRoot.Find(), "ReFlow.AppHost", "Aspire", "AnvilContainer.cs"));
        foreach (var (name, parameters) in s_own)
        {
            Assert.Contains($"{name}({parameters})", container, StringComparison.Ordinal);
            Assert.Contains(Methods(name), m => m.GetParameters().Length == parameters.Split(", ").Length);
        }
    }

    [Fact]
    public void App_host_stays_within_sixty_lines() =>
        Assert.InRange(File.ReadLines(Path.Combine(RepositoryRoot.Find(), "ReFlow.AppHost", "AppHost.cs")).Count(), 1, 60);

    static IEnumerable<MethodInfo> Methods(string name) => typeof(DistributedApplicationTestingBuilder).Assembly.GetExportedTypes()
        .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance))
        .Where(m => m.Name == name);

    [GeneratedRegex(@"(?<name>[A-Z][A-Za-z]+)(<[^>(]+>)?\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Call();
}
