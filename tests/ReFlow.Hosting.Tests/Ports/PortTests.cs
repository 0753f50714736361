using System.Net;
using System.Net.Sockets;
using ReFlow.Hosting.Ports;

namespace ReFlow.Hosting.Tests.Ports;

public sealed class PortTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    public async Task Taken_port_is_an_error_that_names_port_resource_and_process(string address)
    {
        using var listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => PortProbe.RequireFreeAsync(port, "postgres", TestContext.Current.CancellationToken));

        Assert.StartsWith($"Port {port}, which the resource 'postgres' needs, is taken by process {Environment.ProcessId} (", error.Message, StringComparison.Ordinal);
        Assert.Contains("ReFlow.Hosting.Tests", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("End that process, or start with --random-ports.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Free_port_passes()
    {
        using var reservation = PortReservation.Take();
        await PortProbe.RequireFreeAsync(reservation.Port, "cache", TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Reserved_ports_are_all_different_and_free()
    {
        var reservations = Enumerable.Range(0, 200).Select(_ => PortReservation.Take()).ToList();
        Assert.Equal(200, reservations.Select(reservation => reservation.Port).Distinct().Count());
        Assert.All(reservations, reservation => Assert.True(PortProbe.IsFree(reservation.Port)));
        reservations.ForEach(reservation => reservation.Dispose());
    }
}
