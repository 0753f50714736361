using GraphQL;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using ReFlow.Data;
using ReFlow.ServiceDefaults;

namespace ReFlow.Api;

/// <summary>Everything the API is made of.</summary>
static class ApiServices
{
    public static void AddApiServices(this IHostApplicationBuilder builder)
    {
        builder.AddNpgsqlDbContext<ReFlowDbContext>(ResourceNames.Database);
        builder.AddRedisClient(ResourceNames.Cache);
        builder.AddEthereumClient(ResourceNames.Chain);
        // Without the chain only the head is unknown, and syncStatus says so: keep serving.
        builder.Services.Configure<HealthCheckServiceOptions>(options => options.Registrations
            .Single(registration => registration.Name == ResourceNames.Chain).FailureStatus = HealthStatus.Degraded);

        builder.Services.AddOptions<GraphQLLimits>().BindConfiguration(GraphQLLimits.Section);
        builder.Services.AddOptions<AllowedOrigins>().BindConfiguration(AllowedOrigins.Section);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddReaders();
        builder.AddSchema();
        builder.AddBlockFeed();
        builder.AddTransports();
    }

    static void AddReaders(this IHostApplicationBuilder builder)
    {
        builder.Services.AddScoped<ReadSnapshot>();
        builder.Services.AddScoped<LoanReader>();
        builder.Services.AddScoped<LoanHistory>();
        builder.Services.AddScoped<HoldingReader>();
        builder.Services.AddScoped<IndexedBlockReader>();
        builder.Services.AddSingleton<ChainHead>();
    }

    static void AddSchema(this IHostApplicationBuilder builder) =>
        builder.Services.AddGraphQL(graphQL => graphQL
            .AddSchema<ReFlowSchema>()
            .AddGraphTypes(typeof(ReFlowSchema).Assembly)
            .AddSystemTextJson()
            .AddErrorInfoProvider<ApiErrorInfoProvider>()
            .AddUnhandledExceptionHandler(UnexpectedErrors.LogAsync)
            .AddComplexityAnalyzer((options, services) => QueryCost.Configure(options, services.GetRequiredService<IOptions<GraphQLLimits>>().Value))
            .AddIntrospectionIn(builder.Environment)
            .AddScopedSubscriptionExecutionStrategy());

    static void AddBlockFeed(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<BlockBroadcast>();
        builder.Services.AddSingleton<BlockSignal>();
        builder.Services.AddHostedService<BlockFeed>();
        builder.Services.AddHostedService<RedisBlockListener>();
    }

    static void AddTransports(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<OperationRunner>();
        builder.Services.AddHostedService<QueryWarmUp>();
        builder.Services.AddSingleton<GraphQLHttpEndpoint>();
        builder.Services.AddSingleton<ServerMessages>();
        builder.Services.AddSingleton<GraphQLWebSocketEndpoint>();
    }
}
