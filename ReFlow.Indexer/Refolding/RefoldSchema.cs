using Npgsql;
using ReFlow.Indexer.Storage;

namespace ReFlow.Indexer.Refolding;

/// <summary>
/// A schema beside the live one with the same tables of folded rows: columns in the same order, and in the end the same indexes and keys
/// under the same names, so that it can take the live one's place. What is not folded (logs, blocks, cursor) is the live one's.
/// </summary>
sealed class RefoldSchema : IAsyncDisposable
{
    public const string Live = "public";
    public const string LogStore = "chain_logs";

    readonly NpgsqlDataSource _live;
    readonly NpgsqlConnection _lock;

    RefoldSchema(NpgsqlDataSource live, NpgsqlConnection held, string connectionString, string name, bool withLogs)
    {
        Tables = [.. ReadModelTables.Folded.Select(table => table.Table), .. withLogs ? [LogStore] : Array.Empty<string>()];
        _live = live;
        _lock = held;
        Name = name;
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = $"{name},{Live}", MaxPoolSize = 4 }.ConnectionString;
        DataSource = NpgsqlDataSource.Create(ConnectionString);
    }

    public string Name { get; }

    public IReadOnlyList<string> Tables { get; }

    /// <summary>What an earlier run had folded when this one took its schema over; null when the tables are new.</summary>
    public RefoldMark? Mark { get; private set; }

    public string ConnectionString { get; }

    /// <summary>Connections that see this schema's tables first.</summary>
    public NpgsqlDataSource DataSource { get; }

    /// <summary>Makes the tables with their primary keys; what an interrupted run left under the name is dropped.</summary>
    /// <exception cref="IndexerStoppedException">Another process uses a schema of this name.</exception>
    public static Task<RefoldSchema> CreateAsync(NpgsqlDataSource live, string connectionString, string name, CancellationToken cancellationToken) =>
        OpenAsync(live, connectionString, name, takeOver: false, withLogs: false, cancellationToken);

    /// <summary>Takes over what an earlier run left, or makes the tables.</summary>
    /// <param name="takeOver">Whether complete tables that an earlier run left are used again.</param>
    /// <param name="withLogs">Whether it has a log store of its own, which takes the live one's place as well.</param>
    /// <exception cref="IndexerStoppedException">Another process uses a schema of this name.</exception>
    public static async Task<RefoldSchema> OpenAsync(NpgsqlDataSource live, string connectionString, string name, bool takeOver, bool withLogs, CancellationToken cancellationToken)
    {
        var schema = new RefoldSchema(live, await LockAsync(connectionString, name, cancellationToken), connectionString, name, withLogs);
        try
        {
            schema.Mark = takeOver ? await RefoldMark.FindAsync(live, name, withLogs, cancellationToken) : null;
            if (schema.Mark is null)
                await schema.MakeAsync(cancellationToken);
            return schema;
        }
        catch
        {
            await schema.DisposeAsync();
            throw;
        }
    }

    async Task MakeAsync(CancellationToken cancellationToken)
    {
        var name = Name;
        await DropAsync(cancellationToken);
        var statements = new List<string> { $"create schema {name}", RefoldMark.CreateIn(name) };
        foreach (var table in Tables)
            statements.Add($"create table {name}.{table} (like {Live}.{table} including defaults including constraints including generated including identity)");
        statements.AddRange(await ReadAsync(
            $"""
             select format('alter table {name}.%I add constraint %I %s', c.relname, k.conname, pg_get_constraintdef(k.oid))
             from pg_constraint k join pg_class c on c.oid = k.conrelid
             where k.contype = 'p' and c.relnamespace = '{Live}'::regnamespace and c.relname = any($1)
             """,
            cancellationToken));
        // The totals are moved, not made: they start from a row of zeros.
        statements.Add(
            $"""
             insert into {name}.platform_totals select (jsonb_populate_record(null::{name}.platform_totals, (
                 select jsonb_object_agg(column_name, case column_name when 'id' then 1 else 0 end)
                 from information_schema.columns where table_schema = '{Live}' and table_name = 'platform_totals'))).*
             """);
        await ExecuteAsync(statements, cancellationToken);
        await using var connection = await DataSource.OpenConnectionAsync(cancellationToken);
        await using var start = new NpgsqlBatch(connection) { BatchCommands = { RefoldMark.StartIn(name) } };
        await start.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Builds the other indexes, then the foreign keys: once over full tables instead of row by row.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        var indexes = await ReadAsync(
            $"""
             select replace(pg_get_indexdef(i.indexrelid), ' ON {Live}.', ' ON {Name}.')
             from pg_index i join pg_class c on c.oid = i.indrelid
             where not i.indisprimary and c.relnamespace = '{Live}'::regnamespace and c.relname = any($1)
             """,
            cancellationToken);
        var foreignKeys = await ReadAsync(
            $"""
             select format('alter table {Name}.%I add constraint %I %s', c.relname, k.conname, replace(pg_get_constraintdef(k.oid), 'REFERENCES {Live}.', 'REFERENCES '))
             from pg_constraint k join pg_class c on c.oid = k.conrelid
             where k.contype = 'f' and c.relnamespace = '{Live}'::regnamespace and c.relname = any($1)
             """,
            cancellationToken);
        await ExecuteAsync([.. indexes, .. foreignKeys, .. Tables.Select(table => $"analyze {Name}.{table}"), RefoldMark.CompleteIn(Name)], cancellationToken);
    }

    public Task DropAsync(CancellationToken cancellationToken) => ExecuteAsync([$"drop schema if exists {Name} cascade"], cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        // The server ends a session some time after its client closed it, and the next command may come sooner. A broken session holds no lock.
        await using (var command = new NpgsqlCommand("select pg_advisory_unlock_all()", _lock))
            await ((Task)command.ExecuteNonQueryAsync(CancellationToken.None)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _lock.DisposeAsync();
    }

    // Two runs under one name would drop each other's tables. Unpooled, so that the lock ends with the process.
    static async Task<NpgsqlConnection> LockAsync(string connectionString, string name, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = 5 }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("select pg_try_advisory_lock(hashtextextended($1, 0))", connection) { Parameters = { new() { Value = name } } };
            return await command.ExecuteScalarAsync(cancellationToken) is true
                ? connection
                : throw new IndexerStoppedException($"Another process is using the schema {name}: run the command again when that one has ended.");
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    async Task<List<string>> ReadAsync(string query, CancellationToken cancellationToken)
    {
        await using var command = _live.CreateCommand(query);
        command.Parameters.Add(new() { Value = Tables.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var statements = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            statements.Add(reader.GetString(0));
        return statements;
    }

    async Task ExecuteAsync(IReadOnlyList<string> statements, CancellationToken cancellationToken)
    {
        await using var connection = await DataSource.OpenConnectionAsync(cancellationToken);
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
