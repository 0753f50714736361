using Microsoft.Extensions.Configuration;
using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.Ports;

namespace ReFlow.Hosting.Lifecycle;

/// <summary>Gives every endpoint its address before anything starts, so that resources can refer to each other in circles.</summary>
sealed class PortAllocator(IDistributedApplicationBuilder builder, HostConsole console, TimeProvider time) : IDisposable
{
    static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(2);

    // Longer than the guardian's grace of six seconds. For all ports together.
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);
    static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);

    readonly List<PortReservation> _reservations = [];

    /// <summary>Allocates the ports of all resources.</summary>
    /// <exception cref="DistributedApplicationException">Fixed ports are taken or asked for twice; the message names all of them.</exception>
    internal async Task AllocateAsync(IEnumerable<IResource> resources, CancellationToken cancellationToken)
    {
        var isRandom = builder.Configuration.GetValue<bool>(HostConfiguration.RandomizePorts);
        var started = time.GetTimestamp();
        var owners = new Dictionary<int, string>();
        var errors = new List<string>();
        foreach (var resource in resources)
        {
            var replicas = resource.Annotations.OfType<ReplicaAnnotation>().LastOrDefault()?.Replicas ?? 1;
            foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
            {
                var fixedPort = isRandom ? null : endpoint.Port ?? endpoint.TargetPort;
                if (fixedPort is { } port && await RefusalAsync(port, resource.Name, owners, started, cancellationToken) is { } refusal)
                    errors.Add(refusal);
                endpoint.Allocate(Enumerable.Range(0, replicas).Select(replica => replica == 0 && fixedPort is { } first ? first : TakeRandom()).ToList());
            }
        }

        if (errors.Count > 0)
            throw new DistributedApplicationException(string.Join(Environment.NewLine, errors));
    }

    public void Dispose() => _reservations.ForEach(r => r.Dispose());

    async Task<string?> RefusalAsync(int port, string resourceName, Dictionary<int, string> owners, long started, CancellationToken cancellationToken)
    {
        if (!owners.TryAdd(port, resourceName))
            return FormattableString.Invariant($"Port {port} is asked for by two resources, '{owners[port]}' and '{resourceName}'.");

        // A host that was killed a moment ago may still have its children ended by the guardian.
        var isTold = false;
        while (!PortProbe.IsFree(port))
        {
            if (time.GetElapsedTime(started) > s_patience)
                return (await PortProbe.TakenAsync(port, resourceName, cancellationToken)).Message;
            if (!isTold && time.GetElapsedTime(started) > s_quiet)
            {
                isTold = true;
                console.Waiting(resourceName, FormattableString.Invariant($"port {port}, taken by {await PortProbe.HolderAsync(port, cancellationToken)}"));
            }

            await Task.Delay(s_pause, time, cancellationToken);
        }

        return null;
    }

    int TakeRandom()
    {
        var reservation = PortReservation.Take();
        _reservations.Add(reservation);
        return reservation.Port;
    }
}
