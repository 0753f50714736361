using System.Diagnostics;
using Npgsql;
using ReFlow.Hosting;
using ReFlow.ServiceDefaults;

namespace ReFlow.Follow.Benchmarks;

/// <summary>Kills the indexer as `kill -9` does and times the first commit of the process that the host starts in its place.</summary>
sealed class Restarts(DistributedApplication app, string database)
{
    const string ProcessIdProperty = "executable.pid";

    /// <returns>Milliseconds since the new process began; the host's pause before it grows from one restart to the next.</returns>
    public async Task<IReadOnlyList<double>> MeasureAsync(int count, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellationToken);
        var milliseconds = new List<double>();
        while (milliseconds.Count < count)
        {
            await app.ResourceNotifications.WaitForResourceHealthyAsync(ResourceNames.Indexer, cancellationToken);
            var before = await CursorAsync(connection, cancellationToken);
            using (var indexer = Process.GetProcessById(ProcessId()))
            {
                indexer.Kill();
                await indexer.WaitForExitAsync(cancellationToken);
            }

            using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
            // A new epoch alone is no commit: blocks have come meanwhile.
            while (await CursorAsync(connection, cancellationToken) is var now && (now.Epoch == before.Epoch || now.BlockNumber == before.BlockNumber))
                await looks.WaitForNextTickAsync(cancellationToken);
            var committedAt = DateTime.Now;
            using var successor = Process.GetProcessById(ProcessId());
            milliseconds.Add((committedAt - successor.StartTime).TotalMilliseconds);
        }

        return milliseconds;
    }

    int ProcessId() => app.ResourceNotifications.TryGetCurrentState(ResourceNames.Indexer, out var state) && state.Snapshot.Properties.FirstOrDefault(property => property.Name == ProcessIdProperty)?.Value is int id
        ? id
        : throw new InvalidOperationException("The indexer has no process.");

    static async Task<(long Epoch, long BlockNumber)> CursorAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select epoch, block_number from sync_cursor", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
