using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Npgsql;
using ReFlow.ServiceDefaults;
using ReFlow.ServiceDefaults.Health;

namespace Microsoft.Extensions.Hosting;

/// <summary>PostgreSQL for a service, under the names of Aspire's client integrations.</summary>
public static class PostgresIntegration
{
    // A service sends the same few statements for ever, and planning the wide ones takes longer than running them.
    const int PreparedStatements = 50;

    /// <summary>
    /// Registers one pooled <see cref="NpgsqlDataSource"/> over <c>ConnectionStrings:{connectionName}</c> and a readiness check
    /// of the same name. Statements that come again are prepared, unless the connection string sets <c>Max Auto Prepare</c> (0 for a pooler
    /// between, which hands sessions around). Calling it again is harmless.
    /// </summary>
    /// <exception cref="InvalidOperationException">The connection string is missing.</exception>
    public static IHostApplicationBuilder AddNpgsqlDataSource(this IHostApplicationBuilder builder, string connectionName)
    {
        var settings = new NpgsqlConnectionStringBuilder(builder.Configuration.GetRequiredConnectionString(connectionName));
        settings.ApplicationName ??= builder.Environment.ApplicationName;
        if (!settings.ShouldSerialize("Max Auto Prepare"))
            settings.MaxAutoPrepare = PreparedStatements;

        if (builder.Services.Any(service => service.ServiceType == typeof(NpgsqlDataSource)))
            return builder;

        // Traces carry every statement already; a log line for each poll of a cursor would hide everything else.
        builder.Logging.AddFilter("Npgsql.Command", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.Warning);
        builder.Services.AddSingleton(services => new NpgsqlDataSourceBuilder(settings.ConnectionString)
            .UseLoggerFactory(services.GetRequiredService<ILoggerFactory>())
            .Build());
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            connectionName,
            services => new PostgresHealthCheck(services.GetRequiredService<NpgsqlDataSource>()),
            HealthStatus.Unhealthy,
            [HealthTags.Ready],
            timeout: TimeSpan.FromSeconds(5)));
        return builder;
    }

    /// <summary>
    /// Registers <typeparamref name="TContext"/> (scoped, and as an <see cref="IDbContextFactory{TContext}"/>) over the data source
    /// of <see cref="AddNpgsqlDataSource"/>. Commands are not retried behind the caller's back: a unit of work owns its transaction.
    /// </summary>
    /// <exception cref="InvalidOperationException">The connection string is missing.</exception>
    public static IHostApplicationBuilder AddNpgsqlDbContext<TContext>(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<DbContextOptionsBuilder>? configureDbContextOptions = null)
        where TContext : DbContext
    {
        builder.AddNpgsqlDataSource(connectionName);
        builder.Services.AddDbContextFactory<TContext>((services, options) =>
        {
            options.UseNpgsql(services.GetRequiredService<NpgsqlDataSource>());
            configureDbContextOptions?.Invoke(options);
        });
        return builder;
    }
}
