using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ReFlow.Web.Tests;

/// <summary>Answers GraphQL requests from a list of loans, pages them, and breaks on demand.</summary>
sealed class CannedApi : HttpMessageHandler
{
    readonly ConcurrentQueue<string> _queries = new();

    public List<Dictionary<string, object?>> Loans { get; } = [];

    public bool IsDown { get; set; }

    public string? RefusalCode { get; set; }

    public long IndexedBlock { get; set; } = 5;

    public bool IsOrphaned { get; set; }

    /// <summary>When set, requests wait for it.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <summary>The first lines of the documents that arrived.</summary>
    public IReadOnlyCollection<string> Queries => _queries;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var body = JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
        var query = body.RootElement.GetProperty("query").GetString()!;
        _queries.Enqueue(query.Split('(')[0]);
        if (Gate is not null)
            await Gate.Task.WaitAsync(cancellationToken);
        if (IsDown)
            throw new HttpRequestException("Connection refused.");
        if (RefusalCode is not null)
            return Answer(new { errors = new[] { new { message = "No.", extensions = new { code = RefusalCode } } } });
        var variables = body.RootElement.GetProperty("variables");
        return Answer(new { data = query.StartsWith("query Market", StringComparison.Ordinal) ? Market(variables) : Loan(variables) });
    }

    object Market(JsonElement variables)
    {
        var first = variables.GetProperty("first").GetInt32();
        var start = variables.GetProperty("after").GetString() is { } cursor ? int.Parse(cursor, System.Globalization.CultureInfo.InvariantCulture) : 0;
        return new
        {
            loans = new
            {
                totalCount = Loans.Count,
                pageInfo = new { hasNextPage = start + first < Loans.Count, endCursor = $"{start + first}" },
                nodes = Loans.Skip(start).Take(first),
            },
            syncStatus = Sync(),
        };
    }

    object Loan(JsonElement variables) => new
    {
        loan = Loans.Find(loan => (string?)loan["address"] == variables.GetProperty("address").GetString()),
        syncStatus = Sync(),
    };

    object Sync() => new
    {
        headBlock = IndexedBlock,
        indexedBlock = IndexedBlock,
        lagBlocks = 0,
        lagSeconds = 0.0,
        indexedAt = Sample.Now.AddSeconds(-12),
        orphaned = IsOrphaned,
        chainReachable = true,
    };

    static HttpResponseMessage Answer(object answer) => new(HttpStatusCode.OK) { Content = JsonContent.Create(answer) };
}
