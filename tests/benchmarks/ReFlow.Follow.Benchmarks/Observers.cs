using System.Globalization;
using System.Text.Json;
using Npgsql;
using ReFlow.Web.GraphQL;

namespace ReFlow.Follow.Benchmarks;

/// <summary>Looks at the three places where a user could notice a new block.</summary>
static class Observers
{
    static readonly TimeSpan s_betweenRows = TimeSpan.FromMilliseconds(1);
    static readonly TimeSpan s_betweenAnswers = TimeSpan.FromMilliseconds(4);

    public static async Task<Observation> WatchRowsAsync(string database, CancellationToken cancellationToken)
    {
        var observation = new Observation();
        var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellationToken);
        var command = new NpgsqlCommand("select block_number from sync_cursor", connection);
        await command.PrepareAsync(cancellationToken);
        _ = RepeatAsync(s_betweenRows, async () => observation.Saw((long)(await command.ExecuteScalarAsync(cancellationToken))!), cancellationToken);
        return observation;
    }

    public static Observation WatchApi(Uri api, CancellationToken cancellationToken)
    {
        var observation = new Observation();
        var client = new HttpClient { BaseAddress = api };
        _ = RepeatAsync(s_betweenAnswers, AskAsync, cancellationToken);
        return observation;

        async Task AskAsync()
        {
            using var response = await client.PostAsJsonAsync("/graphql", new { query = "{ syncStatus { indexedBlock } }" }, cancellationToken);
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            observation.Saw(Number(answer.GetProperty("data").GetProperty("syncStatus").GetProperty("indexedBlock")));
        }
    }

    public static async Task<Observation> WatchPushesAsync(Uri api, CancellationToken cancellationToken)
    {
        var observation = new Observation();
        var socket = await GraphQLSocket.ConnectAsync(new UriBuilder(api) { Scheme = "ws", Path = "/graphql" }.Uri, TimeProvider.System, cancellationToken);
        _ = ReadAsync();
        return observation;

        async Task ReadAsync()
        {
            await foreach (var data in socket.SubscribeAsync<JsonElement>("subscription { blockIndexed { number } }", () => { }, cancellationToken))
                observation.Saw(Number(data.GetProperty("blockIndexed").GetProperty("number")));
        }
    }

    static async Task RepeatAsync(TimeSpan pause, Func<Task> look, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await look();
            await Task.Delay(pause, cancellationToken);
        }
    }

    static long Number(JsonElement number) => number.ValueKind == JsonValueKind.String ? long.Parse(number.GetString()!, CultureInfo.InvariantCulture) : number.GetInt64();
}
