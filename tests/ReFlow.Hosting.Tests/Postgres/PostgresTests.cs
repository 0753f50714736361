using System.Diagnostics;
using Npgsql;
using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.State;
using ReFlow.Hosting.Testing;

namespace ReFlow.Hosting.Tests.Postgres;

public sealed class PostgresTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("reflow-postgres-").FullName;

    string StateArgument => $"--{HostConfiguration.StateDirectory}={Path.Combine(_folder, "state")}";

    [Fact]
    public async Task Database_is_created_when_the_server_is_ready()
    {
        await using var app = await StartAsync();
        Assert.Equal("reflow", await ScalarAsync(app, "SELECT current_database()"));
        Assert.Equal("on", await ScalarAsync(app, "SHOW fsync"));
        Assert.Equal("UTF8", await ScalarAsync(app, "SHOW server_encoding"));
    }

    [Fact]
    public async Task Data_survives_an_orderly_restart_of_the_host()
    {
        await using (var first = await StartAsync())
            await ScalarAsync(first, "CREATE TABLE kept AS SELECT 42 AS answer");

        await using var second = await StartAsync();
        Assert.Equal(42, await ScalarAsync(second, "SELECT answer FROM kept"));
    }

    [Fact]
    public async Task Committed_rows_survive_a_kill_of_the_server()
    {
        await using var app = await StartAsync();
        await ScalarAsync(app, "CREATE TABLE kept AS SELECT 42 AS answer");
        var before = app.ProcessId("postgres");

        using (var server = Process.GetProcessById(before))
            server.Kill();

        await app.WaitForAsync("postgres", s => s.State?.Text == KnownResourceStates.Running && (int?)s.Property(KnownProperties.ProcessId) != before);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("reflow", TestGraph.Token);
        Assert.Equal(42, await ScalarAsync(app, "SELECT answer FROM kept"));
    }

    [Fact]
    public async Task Stale_pid_file_whose_process_id_was_given_to_another_process_does_not_stop_the_start()
    {
        await using (var first = await StartAsync())
            await ScalarAsync(first, "SELECT 1");
        var pidFile = Path.Combine(_folder, "state", "postgres", "data", "postmaster.pid");
        await File.WriteAllTextAsync(pidFile, $"{Environment.ProcessId}\n", TestGraph.Token);

        await using var second = await StartAsync();
        Assert.Equal(1, await ScalarAsync(second, "SELECT 1"));
    }

    [Fact]
    public async Task Password_that_changed_against_kept_data_is_a_clear_error()
    {
        await using (await StartAsync())
        {
            // The first start makes the data.
        }

        var message = await FailToStartAsync("--Parameters:postgres-password=another");
        Assert.Contains("was made with another user name or password than the parameters now give", message, StringComparison.Ordinal);
        Assert.Contains("--reset", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_of_another_major_version_is_refused_and_left_untouched()
    {
        await using (await StartAsync())
        {
            // The first start makes the data.
        }

        var versionFile = Path.Combine(_folder, "state", "postgres", "data", "PG_VERSION");
        await File.WriteAllTextAsync(versionFile, "15\n", TestGraph.Token);

        var message = await FailToStartAsync();
        Assert.Contains("was made by PostgreSQL 15, and this is PostgreSQL 18. Nothing was changed.", message, StringComparison.Ordinal);
        Assert.Equal("15\n", await File.ReadAllTextAsync(versionFile, TestGraph.Token));
    }

    [Fact]
    public async Task Interrupted_initialisation_is_started_over()
    {
        using (var state = StateFolder.Open(Path.Combine(_folder, "state")))
            await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(state.GetFolder("postgres"), "data.unfinished")).FullName, "half"), "", TestGraph.Token);

        await using var app = await StartAsync();
        Assert.Equal(1, await ScalarAsync(app, "SELECT 1"));
        Assert.False(Directory.Exists(Path.Combine(_folder, "state", "postgres", "data.unfinished")));
    }

    [Fact]
    public async Task Wrong_password_is_refused()
    {
        await using var app = await StartAsync();
        var connectionString = new NpgsqlConnectionStringBuilder(await app.GetConnectionStringAsync("reflow", TestGraph.Token)) { Password = "wrong", Pooling = false };
        await using var connection = new NpgsqlConnection(connectionString.ConnectionString);
        var error = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync(TestGraph.Token));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, error.SqlState);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    async Task<DistributedApplication> StartAsync(params string[] args)
    {
        var app = await TestGraph.StartAsync(builder => builder.AddPostgres("postgres").AddDatabase("reflow"), [StateArgument, .. args]);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("reflow", TestGraph.Token);
        return app;
    }

    async Task<string> FailToStartAsync(params string[] args)
    {
        await using var app = await TestGraph.StartAsync(builder => builder.AddPostgres("postgres").AddDatabase("reflow"), [StateArgument, .. args]);
        await app.WaitForAsync("postgres", s => s.State?.Text == KnownResourceStates.FailedToStart);
        return (string)app.Snapshot("postgres").Property(KnownProperties.Error)!;
    }

    static async Task<object?> ScalarAsync(DistributedApplication app, string sql)
    {
        await using var connection = new NpgsqlConnection($"{await app.GetConnectionStringAsync("reflow", TestGraph.Token)};Pooling=false");
        await connection.OpenAsync(TestGraph.Token);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestGraph.Token);
    }
}
