using System.Globalization;
using System.Security.Cryptography;
using ReFlow.Hosting.NodeTools;

namespace ReFlow.Hosting.Ports;

/// <summary>
/// A random free port that no other ReFlow host on this machine will take until it is disposed. The ports lie below the range from
/// which operating systems give ports to outgoing connections, so that none of those can take it in between either.
/// </summary>
public sealed class PortReservation : IDisposable
{
    const int FirstPort = 20_000;
    const int PastLastPort = 32_000;
    const int Attempts = 500;

    readonly FileStream _lock;

    PortReservation(int port, FileStream held)
    {
        Port = port;
        _lock = held;
    }

    /// <summary>The reserved port.</summary>
    public int Port { get; }

    /// <summary>Reserves a free port.</summary>
    /// <exception cref="DistributedApplicationException">No free port was found.</exception>
    public static PortReservation Take()
    {
        // One folder per account: another account's lock files could not be opened.
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"reflow-ports-{Environment.UserName}")).FullName;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = RandomNumberGenerator.GetInt32(FirstPort, PastLastPort);
            var held = FileLock.TryAcquire(Path.Combine(folder, port.ToString(CultureInfo.InvariantCulture)));
            if (held is null)
                continue;
            if (PortProbe.IsFree(port))
                return new PortReservation(port, held);
            held.Dispose();
        }

        throw new DistributedApplicationException($"No free port was found between {FirstPort} and {PastLastPort - 1}.");
    }

    /// <summary>Lets others take the port.</summary>
    public void Dispose() => _lock.Dispose();
}
