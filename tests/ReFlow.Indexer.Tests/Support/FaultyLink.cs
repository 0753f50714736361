using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ReFlow.Indexer.Tests.Support;

/// <summary>A TCP relay to a server that can be cut, as if the server were down, and mended.</summary>
sealed class FaultyLink : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly ConcurrentDictionary<TcpClient, bool> _connections = new();
    readonly CancellationTokenSource _stop = new();
    readonly int _targetPort;
    readonly Task _accepting;
    volatile bool _isCut;

    public FaultyLink(int targetPort)
    {
        _targetPort = targetPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Cut()
    {
        _isCut = true;
        // A connection that ended by itself meanwhile has no socket any more.
        foreach (var connection in _connections.Keys)
            connection.Client?.Close(timeout: 0);
    }

    public void Mend() => _isCut = false;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Cut();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                if (_isCut)
                    client.Client.Close(timeout: 0);
                else
                    _ = RelayAsync(client);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    async Task RelayAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            _connections[client] = true;
            _connections[server] = true;
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _targetPort, _stop.Token);
                await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream(), _stop.Token), server.GetStream().CopyToAsync(client.GetStream(), _stop.Token));
            }
            catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException or InvalidOperationException)
            {
                // Either end is gone; so is the other now.
            }
            finally
            {
                _connections.TryRemove(client, out _);
                _connections.TryRemove(server, out _);
            }
        }
    }
}
