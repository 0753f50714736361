using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using StackExchange.Redis;

namespace ReFlow.ServiceDefaults.Tests;

public sealed class ClientIntegrationTests
{
    const string NoPostgres = "Host=127.0.0.1;Port=1;Database=reflow;Username=reflow;Password=hush;Timeout=2";

    public static TheoryData<string, Action<IHostApplicationBuilder>> Integrations => new()
    {
        { "reflow", builder => builder.AddNpgsqlDataSource("reflow") },
        { "reflow", builder => builder.AddNpgsqlDbContext<ProbeContext>("reflow") },
        { "cache", builder => builder.AddRedisClient("cache") },
    };

    [Theory]
    [MemberData(nameof(Integrations))]
    public void Missing_connection_string_is_named_with_what_to_set(string name, Action<IHostApplicationBuilder> add)
    {
        var error = Assert.Throws<InvalidOperationException>(() => add(TestHost.CreateBuilder()));

        Assert.Contains($"'{name}' is missing", error.Message, StringComparison.Ordinal);
        Assert.Contains($"ConnectionStrings__{name}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unreachable_postgres_is_unhealthy_without_telling_its_credentials()
    {
        await using var host = await TestHost.StartAsync(
            add: builder => builder.AddNpgsqlDataSource("reflow"), settings: ("ConnectionStrings:reflow", NoPostgres));

        var report = await DetailAsync(host);

        Assert.Equal("Unhealthy", report.GetProperty("status").GetString());
        Assert.Equal("PostgreSQL: cannot be reached", report.GetProperty("checks").GetProperty("reflow").GetProperty("description").GetString());
        Assert.DoesNotContain("hush", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unreachable_redis_is_degraded_and_the_service_starts_and_serves()
    {
        await using var host = await TestHost.StartAsync(
            add: builder => builder.AddRedisClient("cache"), settings: ("ConnectionStrings:cache", "127.0.0.1:1,connectTimeout=200"));

        using var health = await host.Http.GetAsync("/health", TestContext.Current.CancellationToken);
        var report = await DetailAsync(host);

        Assert.Equal(200, (int)health.StatusCode);
        Assert.Equal("Degraded", report.GetProperty("status").GetString());
        Assert.False(host.App.Services.GetRequiredService<IConnectionMultiplexer>().IsConnected);
    }

    [Theory]
    [InlineData("", 50)]
    [InlineData(";Max Auto Prepare=0", 0)]
    [InlineData(";Max Auto Prepare=7", 7)]
    public void Statements_are_prepared_unless_the_connection_string_says_otherwise(string setting, int expected)
    {
        var builder = TestHost.CreateBuilder(settings: ("ConnectionStrings:reflow", NoPostgres + setting));
        builder.AddNpgsqlDataSource("reflow");
        using var services = builder.Services.BuildServiceProvider();

        var used = new NpgsqlConnectionStringBuilder(services.GetRequiredService<NpgsqlDataSource>().ConnectionString);

        Assert.Equal(expected, used.MaxAutoPrepare);
    }

    [Fact]
    public void Context_and_data_source_share_one_pool_and_one_check()
    {
        var builder = TestHost.CreateBuilder(settings: ("ConnectionStrings:reflow", NoPostgres));
        builder.AddNpgsqlDataSource("reflow");
        builder.AddNpgsqlDbContext<ProbeContext>("reflow");
        using var services = builder.Services.BuildServiceProvider();
        using var scope = services.CreateScope();

        var source = services.GetRequiredService<NpgsqlDataSource>();
        Assert.Contains("Application Name=ReFlow.Probe", source.ConnectionString, StringComparison.Ordinal);
        Assert.Single(services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations, check => check.Name == "reflow");
        Assert.NotNull(scope.ServiceProvider.GetRequiredService<ProbeContext>());
        using var context = services.GetRequiredService<IDbContextFactory<ProbeContext>>().CreateDbContext();
        Assert.Equal(source.ConnectionString, context.Database.GetDbConnection().ConnectionString);
    }

    static async Task<JsonElement> DetailAsync(TestHost host)
    {
        using var response = await host.Http.GetAsync("/health?detail", TestContext.Current.CancellationToken);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    sealed class ProbeContext(DbContextOptions<ProbeContext> options) : DbContext(options);
}
