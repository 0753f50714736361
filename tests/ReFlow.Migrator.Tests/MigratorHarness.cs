using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReFlow.Data;

namespace ReFlow.Migrator.Tests;

/// <summary>One run of the migrator, in process, with what it said.</summary>
static class MigratorHarness
{
    public static Task<(int ExitCode, IReadOnlyList<string> Messages)> RunAsync(string database, string chainUrl, params (string Key, string Value)[] settings) =>
        RunAsync(builder => builder.AddMigratorServices(), chainUrl, [("ConnectionStrings:reflow", database), .. settings]);

    /// <summary>The deployment command instead of the migration.</summary>
    public static Task<(int ExitCode, IReadOnlyList<string> Messages)> DeployAsync(string chainUrl, params (string Key, string Value)[] settings) =>
        RunAsync(builder => builder.AddDeploymentServices(), chainUrl, settings);

    static async Task<(int ExitCode, IReadOnlyList<string> Messages)> RunAsync(
        Action<HostApplicationBuilder> addServices, string chainUrl, IReadOnlyList<(string Key, string Value)> settings)
    {
        var messages = new MessageList();
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:chain"] = chainUrl });
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;
        builder.Logging.AddProvider(messages);
        addServices(builder);
        using var host = builder.Build();
        var exitCode = await host.Services.GetRequiredService<IMigratorCommand>().RunAsync(TestContext.Current.CancellationToken);
        return (exitCode, messages.Messages);
    }

    public static ReFlowDbContext OpenContext(string database) => new(new DbContextOptionsBuilder<ReFlowDbContext>().UseNpgsql(database).Options);

    sealed class MessageList : ILoggerProvider, ILogger
    {
        readonly List<string> _messages = [];

        public IReadOnlyList<string> Messages
        {
            get
            {
                lock (_messages)
                    return [.. _messages];
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_messages)
                _messages.Add($"{logLevel}: {formatter(state, exception)}");
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Dispose()
        {
        }
    }
}
