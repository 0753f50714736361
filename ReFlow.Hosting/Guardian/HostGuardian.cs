using ReFlow.Hosting.NodeTools;

namespace ReFlow.Hosting.Guardian;

/// <summary>The one guardian of this process. Whatever the host starts, services and short commands alike, is watched by it.</summary>
static class HostGuardian
{
    static readonly SemaphoreSlim s_gate = new(1, 1);
    static ProcessGuardian? s_current;

    /// <summary>The guardian, started when it is first needed. It ends with this process.</summary>
    /// <exception cref="DistributedApplicationException">node is missing or too old, or the guardian did not start.</exception>
    internal static async Task<ProcessGuardian> GetAsync(CancellationToken cancellationToken)
    {
        await s_gate.WaitAsync(cancellationToken);
        try
        {
            // One that was ended from outside is replaced, for the sake of the children to come.
            if (s_current is { IsAlive: true })
                return s_current;
            await NodeExecutable.RequireAsync(cancellationToken);
            return s_current = await ProcessGuardian.StartAsync(cancellationToken);
        }
        finally
        {
            s_gate.Release();
        }
    }
}
