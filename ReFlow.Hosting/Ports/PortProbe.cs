using System.Net;
using System.Net.Sockets;

namespace ReFlow.Hosting.Ports;

/// <summary>Tells whether a TCP port of this machine is free, and who holds it if not.</summary>
public static class PortProbe
{
    /// <summary>Whether a server could listen on the port of localhost now, over IPv4 and, where there is one, IPv6.</summary>
    public static bool IsFree(int port) => CanListen(IPAddress.Loopback, port) && CanListen(IPAddress.IPv6Loopback, port);

    /// <summary>Checks that the port of a resource is free.</summary>
    /// <exception cref="DistributedApplicationException">It is taken; the message names the port, the resource and the process that holds it.</exception>
    public static async Task RequireFreeAsync(int port, string resourceName, CancellationToken cancellationToken = default)
    {
        if (!IsFree(port))
            throw await TakenAsync(port, resourceName, cancellationToken);
    }

    /// <summary>The error for a taken port.</summary>
    public static async Task<DistributedApplicationException> TakenAsync(
        int port, string resourceName, CancellationToken cancellationToken = default)
    {
        var who = await HolderAsync(port, cancellationToken);
        return new DistributedApplicationException(
            $"Port {port}, which the resource '{resourceName}' needs, is taken by {who}. End that process, or start with --random-ports.");
    }

    /// <summary>Words for the process that holds a port.</summary>
    internal static async Task<string> HolderAsync(int port, CancellationToken cancellationToken) =>
        (await PortHolder.FindAsync(port, cancellationToken))?.ToString() ?? "a process that this account may not see";

    static bool CanListen(IPAddress address, int port)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            // As servers do on Unix: connections that are only waiting to be forgotten (TIME_WAIT) do not hold the port.
            if (!OperatingSystem.IsWindows())
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException exception)
        {
            // A machine without IPv6 answers otherwise, and then nobody can hold the port there.
            return exception.SocketErrorCode is not (SocketError.AddressAlreadyInUse or SocketError.AccessDenied);
        }
    }
}
