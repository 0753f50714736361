using ReFlow.Graph.Tests;
using ReFlow.Hosting.NodeTools;
using ReFlow.Hosting.State;
using ReFlow.ServiceDefaults;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(RunningGraph))]
// They share one graph, of which one test kills a part.
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace ReFlow.Graph.Tests;

/// <summary>The whole graph on random ports with a fresh state, with the demo actors at work; shared by all tests.</summary>
public sealed class RunningGraph : IAsyncLifetime
{
    /// <summary>How long anything in a test may take, on a busy machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    IDistributedApplicationTestingBuilder? _builder;

    /// <summary>The running application.</summary>
    public DistributedApplication App { get; private set; } = null!;

    /// <summary>Services that answer HTTP.</summary>
    public static IReadOnlyList<string> HttpServices { get; } =
        [ResourceNames.Indexer, ResourceNames.Operator, ResourceNames.Api, ResourceNames.Web, ResourceNames.Demo];

    /// <summary>A token that ends with the test or with its patience.</summary>
    public static CancellationToken Token => CancellationTokenSource
        .CreateLinkedTokenSource(TestContext.Current.CancellationToken, new CancellationTokenSource(Patience).Token).Token;

    public async ValueTask InitializeAsync()
    {
        // Without time-out: the first time it is a download. All, because the judges run beside the servers later.
        await NodePackages.RestoreAsync(RepositoryRoot.Find(), NodePackageScope.All, cancellationToken: TestContext.Current.CancellationToken);
        _builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.ReFlow_AppHost>(Token);
        App = await _builder.BuildAsync(Token);
        await App.StartAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (App is not null)
            await App.DisposeAsync();
        if (_builder is not null)
            await _builder.DisposeAsync();
    }
}
