using Microsoft.Extensions.Configuration;
using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting;

/// <summary>Adds values and connection strings that come from configuration. Aspire's, without manifests.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>Adds a value from <c>Parameters:{name}</c>.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        builder.AddParameterCore(name, $"Parameters:{name}", fallback: null, secret);

    /// <summary>Adds a value from <c>Parameters:{name}</c>, or the one given here.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false) =>
        builder.AddParameter(name, () => value, publishValueAsDefault, secret);

    /// <summary>Adds a value from <c>Parameters:{name}</c>, or what the callback gives.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, Func<string> valueGetter, bool publishValueAsDefault = false, bool secret = false) =>
        builder.AddParameterCore(name, $"Parameters:{name}", _ => valueGetter(), secret);

    /// <summary>
    /// Adds a value from <c>Parameters:{name}</c>, or a default. A persisted default is kept in the state folder, where Aspire uses
    /// user secrets.
    /// </summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false)
    {
        ArgumentNullException.ThrowIfNull(value);
        var parameter = builder.AddParameterCore(
            name, $"Parameters:{name}",
            given => persist ? GeneratedParameters.GetOrAdd(builder.ExecutionContext.Services, name, given!) : given!.GetDefaultValue(), secret);
        parameter.Resource.Default = value;
        return parameter;
    }

    /// <summary>Adds a value from another configuration key.</summary>
    public static IResourceBuilder<ParameterResource> AddParameterFromConfiguration(
        this IDistributedApplicationBuilder builder, string name, string configurationKey, bool secret = false) =>
        builder.AddParameterCore(name, configurationKey, fallback: null, secret);

    /// <summary>Adds a connection string from <c>ConnectionStrings:{name}</c>.</summary>
    /// <param name="builder">The graph.</param>
    /// <param name="name">The resource's name, and the connection string's.</param>
    /// <param name="environmentVariableName">The variable that receives it; <c>ConnectionStrings__{name}</c> unless told otherwise.</param>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var value = new ConfiguredConnectionString(builder.Configuration, name);
        return builder.AddResource(new ConnectionStringResource(name, ReferenceExpression.Create($"{value}"))
        {
            ConnectionStringEnvironmentVariable = environmentVariableName,
        });
    }

    /// <summary>Adds a connection string made of other values. In Aspire this is in <c>ConnectionStringBuilderExtensions</c>.</summary>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, ReferenceExpression connectionStringExpression)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddResource(new ConnectionStringResource(name, connectionStringExpression));
    }

    static IResourceBuilder<ParameterResource> AddParameterCore(
        this IDistributedApplicationBuilder builder, string name, string key, Func<ParameterDefault?, string>? fallback, bool secret)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddResource(new ParameterResource(
            name,
            given => builder.Configuration[key] ?? fallback?.Invoke(given) ?? throw new MissingParameterValueException(
                $"The parameter '{name}' has no value; expected configuration '{key}' (environment variable {key.Replace(":", "__", StringComparison.Ordinal)})."),
            secret));
    }

    sealed class ConfiguredConnectionString(IConfiguration configuration, string name) : IExpressionValue
    {
        public string ValueExpression => $"{{{name}.connectionString}}";

        public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<string?>(configuration.GetConnectionString(name) ?? throw new MissingParameterValueException(
                $"The connection string '{name}' has no value; expected configuration 'ConnectionStrings:{name}' (environment variable ConnectionStrings__{name})."));
    }
}
