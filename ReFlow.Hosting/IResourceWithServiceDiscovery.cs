using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting;

/// <summary>A resource whose endpoints others find by its name (<c>http://api</c>). Same as Aspire's.</summary>
public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;
