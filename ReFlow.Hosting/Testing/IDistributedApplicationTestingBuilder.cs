namespace ReFlow.Hosting.Testing;

/// <summary>A builder in the hands of a test. Same as Aspire's.</summary>
public interface IDistributedApplicationTestingBuilder : IDistributedApplicationBuilder, IAsyncDisposable, IDisposable
{
    /// <summary>Finishes the graph.</summary>
    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);
}
