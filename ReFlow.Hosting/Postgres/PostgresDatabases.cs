using Microsoft.Extensions.Logging;
using Npgsql;
using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting.Postgres;

/// <summary>Creates the databases of a server.</summary>
static class PostgresDatabases
{
    public static async Task CreateMissingAsync(PostgresServerResource server, ILogger logger, CancellationToken cancellationToken)
    {
        var connectionString = await ((IResourceWithConnectionString)server).GetConnectionStringAsync(cancellationToken);
        await using var connection = new NpgsqlConnection($"{connectionString};Database=postgres;Pooling=false");
        await connection.OpenAsync(cancellationToken);
        foreach (var name in server.Databases.Values)
        {
            if (await ExistsAsync(connection, name, cancellationToken))
                continue;
            Log.PostgresCreatingDatabase(logger, name);
            await using var create = connection.CreateCommand();
            create.CommandText = $"CREATE DATABASE \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    static async Task<bool> ExistsAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var query = new NpgsqlCommand("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", connection)
        {
            Parameters = { new() { Value = name } },
        };
        return (bool)(await query.ExecuteScalarAsync(cancellationToken))!;
    }
}
