using Microsoft.Playwright;
using ReFlow.Hosting.NodeTools;
using ReFlow.ServiceDefaults;

[assembly: AssemblyFixture(typeof(ReFlow.Web.E2E.RunningGraph))]

namespace ReFlow.Web.E2E;

/// <summary>The whole graph from the AppHost on random ports with a fresh state, and one browser; shared by all tests.</summary>
public sealed class RunningGraph : IAsyncLifetime
{
    static readonly TimeSpan s_startTimeout = TimeSpan.FromMinutes(5);

    IDistributedApplicationTestingBuilder? _builder;
    DistributedApplication? _app;
    IPlaywright? _playwright;

    /// <summary>The front end's address.</summary>
    public Uri Web { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // Without time-out: the first time it is a download.
        await NodePackages.RestoreAsync(Repository.Root, NodePackageScope.All, cancellationToken: TestContext.Current.CancellationToken);
        using var timeout = new CancellationTokenSource(s_startTimeout);
        var binary = await ChromiumBinary.ExtractAsync(timeout.Token);
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = binary, Args = ChromiumBinary.Arguments });

        _builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.ReFlow_AppHost>(timeout.Token);
        _app = await _builder.BuildAsync(timeout.Token);
        await _app.StartAsync(timeout.Token);
        // The demo is healthy once its past is on the chain, the indexer once it has caught up.
        foreach (var resource in (string[])[ResourceNames.Demo, ResourceNames.Indexer, ResourceNames.Api, ResourceNames.Web])
            await _app.ResourceNotifications.WaitForResourceHealthyAsync(resource, timeout.Token);
        Web = _app.GetEndpoint(ResourceNames.Web);
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        _playwright?.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
        if (_builder is not null)
            await _builder.DisposeAsync();
    }
}
