using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.Lifecycle;
using ReFlow.Hosting.Ports;

namespace ReFlow.Hosting.Dashboard;

/// <summary>The dashboard: a page of the resources with their console logs, and the same as JSON. On 127.0.0.1 only.</summary>
sealed class DashboardServer(
    DistributedApplicationModel model, ResourceNotificationService notifications, ResourceLoggerService loggers, ResourceCommandService commands,
    IDistributedApplicationBuilder builder, HostConsole console) : IHostedService, IAsyncDisposable
{
    const int DefaultPort = 18888;

    readonly ResourcesApi _resources = new(model, notifications, commands);
    readonly ConsoleLogApi _logs = new(notifications, loggers);
    WebApplication? _app;

    /// <summary>The address, once started.</summary>
    public string? Url { get; private set; }

    /// <exception cref="DistributedApplicationException">The port is taken.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (builder is DistributedApplicationBuilder { IsDashboardDisabled: true })
            return;

        var isRandom = builder.Configuration.GetValue<bool>(HostConfiguration.RandomizePorts);
        var port = builder.Configuration.GetValue<int?>(HostConfiguration.DashboardPort) ?? (isRandom ? 0 : DefaultPort);
        if (port != 0)
            await PortProbe.RequireFreeAsync(port, "dashboard", cancellationToken);

        var web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        web.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        web.Services.AddRoutingCore();
        _app = web.Build();
        _app.Use(LoopbackGuard.InvokeAsync);
        DashboardPage.Map(_app);
        _resources.Map(_app);
        _logs.Map(_app, _app.Lifetime.ApplicationStopping);
        await _app.StartAsync(cancellationToken);

        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Url = address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        console.DashboardUrl = Url;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }
}
