namespace ReFlow.AppHost;

/// <summary>What people can have the indexer do: on the dashboard, or by <c>POST /api/resources/indexer/commands/{name}</c>.</summary>
static class IndexerCommands
{
    /// <summary>Adds <c>verify</c>, <c>prove</c>, <c>reindex</c>, <c>reindex-from-chain</c> and <c>status</c>; each answers with the indexer's own JSON.</summary>
    public static IResourceBuilder<ProjectResource> WithIndexerCommands(this IResourceBuilder<ProjectResource> indexer) => indexer
        .WithCommand("verify", "Verify", context => RunAsync(indexer, "verify", context))
        .WithCommand("prove", "Prove", context => RunAsync(indexer, "prove", context))
        .WithCommand("reindex", "Reindex", context => RunAsync(indexer, "reindex", context))
        .WithCommand("reindex-from-chain", "Reindex from chain", context => RunAsync(indexer, "reindex-from-chain", context))
        .WithCommand("status", "Status", context => RunAsync(indexer, "status", context));

    static async Task<ExecuteCommandResult> RunAsync(IResourceBuilder<ProjectResource> indexer, string command, ExecuteCommandContext context)
    {
        // As long as it takes: whoever asked can give up.
        using var http = new HttpClient { BaseAddress = new Uri(indexer.GetEndpoint("http").Url), Timeout = Timeout.InfiniteTimeSpan };
        using var answer = await http.PostAsync(new Uri($"/commands/{command}", UriKind.Relative), content: null, context.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(context.CancellationToken);
        return answer.IsSuccessStatusCode && text.StartsWith("{\"ok\":true", StringComparison.Ordinal) ? CommandResults.Success(text) : CommandResults.Failure(text);
    }
}
