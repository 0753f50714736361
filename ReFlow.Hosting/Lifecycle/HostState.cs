using Microsoft.Extensions.Configuration;
using ReFlow.Hosting.State;

namespace ReFlow.Hosting.Lifecycle;

/// <summary>Opens the state folder that configuration names.</summary>
static class HostState
{
    /// <summary>The value of <see cref="HostConfiguration.StateDirectory"/> that asks for a folder which is deleted at the end.</summary>
    internal const string Temporary = "temporary";

    internal static StateFolder Open(IDistributedApplicationBuilder builder)
    {
        var configured = builder.Configuration[HostConfiguration.StateDirectory];
        return configured == Temporary
            ? StateFolder.CreateTemporary()
            : StateFolder.Open(
                string.IsNullOrEmpty(configured) ? Path.Combine(RepositoryRoot.Find(builder.AppHostDirectory), ".reflow") : configured,
                builder.Configuration.GetValue<bool>(HostConfiguration.Reset));
    }
}
