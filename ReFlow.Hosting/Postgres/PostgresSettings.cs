using System.Globalization;

namespace ReFlow.Hosting.Postgres;

/// <summary>The server's command line.</summary>
static class PostgresSettings
{
    /// <param name="dataPath">The data directory.</param>
    /// <param name="port">The port on 127.0.0.1.</param>
    /// <param name="isLasting">False for data that is deleted after the run: it need not survive a power cut.</param>
    public static IReadOnlyList<string> Arguments(string dataPath, int port, bool isLasting)
    {
        string[] settings =
        [
            "listen_addresses=127.0.0.1",
            string.Create(CultureInfo.InvariantCulture, $"port={port}"),
            // No socket file: its path may be too long (107 bytes) below a deep repository, and nobody needs it.
            "unix_socket_directories=",
            "max_connections=300",
            "shared_buffers=128MB",
            "max_wal_size=2GB",
            $"fsync={(isLasting ? "on" : "off")}",
            "log_line_prefix=%m [%p] %q%d ",
            "log_checkpoints=off",
            "timezone=UTC",
            "log_timezone=UTC",
        ];
        return ["-D", dataPath, .. settings.SelectMany(setting => new[] { "-c", setting })];
    }
}
