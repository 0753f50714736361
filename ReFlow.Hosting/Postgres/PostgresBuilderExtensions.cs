using Microsoft.Extensions.DependencyInjection;
using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.NodeTools;
using ReFlow.Hosting.Postgres;
using ReFlow.Hosting.State;

namespace ReFlow.Hosting;

/// <summary>Adds PostgreSQL. Aspire's signatures.</summary>
public static class PostgresBuilderExtensions
{
    static readonly TimeSpan s_stopGracePeriod = TimeSpan.FromSeconds(20);

    /// <summary>Adds a PostgreSQL server.</summary>
    /// <param name="builder">The graph.</param>
    /// <param name="name">The resource name.</param>
    /// <param name="userName">The superuser's name; <c>postgres</c> unless told otherwise.</param>
    /// <param name="password">The superuser's password; generated once and kept in the state folder unless told otherwise.</param>
    /// <param name="port">The fixed port on 127.0.0.1; a random one when null or with <c>--random-ports</c>.</param>
    public static IResourceBuilder<PostgresServerResource> AddPostgres(
        this IDistributedApplicationBuilder builder, string name,
        IResourceBuilder<ParameterResource>? userName = null, IResourceBuilder<ParameterResource>? password = null, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var secret = password?.Resource ?? builder.AddParameter($"{name}-password", new GenerateParameterDefault(), secret: true, persist: true).Resource;
        var server = builder.AddResource(new PostgresServerResource(name, userName?.Resource, secret));
        var check = $"{name}_check";
        builder.Services.AddHealthChecks().Add(new(check, _ => new PostgresHealthCheck(server.Resource), failureStatus: null, tags: null));
        return server
            .WithEndpoint(port: port, scheme: "tcp", name: PostgresServerResource.PrimaryEndpointName)
            .WithAnnotation(new NodePackagesAnnotation())
            .WithHealthCheck(check)
            .OnResourceReady((resource, ready, ct) => PostgresDatabases.CreateMissingAsync(
                resource, ready.Services.GetRequiredService<ResourceLoggerService>().GetLogger(resource), ct))
            .WithProcess(context => PrepareAsync(server.Resource, builder.AppHostDirectory, context));
    }

    /// <summary>Adds a database; it is created when the server is ready and does not have it.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">The resource name.</param>
    /// <param name="databaseName">The name in the server; the resource name unless told otherwise.</param>
    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(
        this IResourceBuilder<PostgresServerResource> builder, string name, string? databaseName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        databaseName ??= name;
        var database = new PostgresDatabaseResource(name, databaseName, builder.Resource);
        var check = $"{name}_check";
        builder.ApplicationBuilder.Services.AddHealthChecks().Add(new(check, _ => new PostgresHealthCheck(database), failureStatus: null, tags: null));
        builder.Resource.AddDatabase(name, databaseName);
        return builder.ApplicationBuilder.AddResource(database).WithHealthCheck(check);
    }

    /// <summary>Accepted for the sake of Aspire, where data is lost without it: the embedded server always keeps its data in the state folder.</summary>
    public static IResourceBuilder<PostgresServerResource> WithDataVolume(
        this IResourceBuilder<PostgresServerResource> builder, string? name = null, bool isReadOnly = false) => builder;

    static async Task<ProcessStartSpec> PrepareAsync(PostgresServerResource server, string appHostDirectory, ProcessPrepareContext context)
    {
        var root = RepositoryRoot.Find(appHostDirectory);
        var state = context.Services.GetRequiredService<StateFolder>();
        var cancellation = context.CancellationToken;
        var directory = new PostgresDataDirectory(state.GetFolder(server.Name), NodeTool.Locate(root, "initdb"));
        await directory.PrepareAsync(
            await server.GetUserNameAsync(cancellation), (await server.PasswordParameter.GetValueAsync(cancellation))!, isLasting: !state.IsTemporary,
            context.Logger, cancellation);

        var account = await PostgresAccount.ForAsync(directory.DataPath, cancellation);
        var port = context.GetPort(PostgresServerResource.PrimaryEndpointName);
        var (fileName, arguments) = account.Wrap(
            NodeTool.Locate(root, "postgres"), PostgresSettings.Arguments(directory.DataPath, port, isLasting: !state.IsTemporary));
        return new ProcessStartSpec
        {
            FileName = fileName,
            Arguments = arguments,
            WorkingDirectory = directory.DataPath,
            // Fast shutdown; SIGTERM would wait for every client to go away by itself.
            StopSignal = "SIGINT",
            StopGracePeriod = s_stopGracePeriod,
        };
    }
}
