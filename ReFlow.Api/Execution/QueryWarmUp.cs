using GraphQLParser.AST;

namespace ReFlow.Api;

/// <summary>
/// Runs one query before the API listens. The first query of a process compiles the schema, the EF model and its statements, which on
/// a busy machine takes longer than a query may; without this the first visitor after a start would meet that as a time-out.
/// </summary>
sealed class QueryWarmUp(OperationRunner runner, ILogger<QueryWarmUp> logger) : IHostedService
{
    static readonly OperationRequest s_query = new(
        """
        {
          loans(first: 1) { totalCount nodes { address status outstanding schedule { number } distributions(first: 1) { round } transactions(first: 1) { type } } }
          loan(address: "0x0000000000000000000000000000000000000001") { address }
          syncStatus { indexedBlock headBlock }
        }
        """,
        OperationName: null,
        Variables: null);

    /// <summary>A failure is no reason not to start: the health checks say what is missing.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var result = await runner.RunAsync(s_query, static (OperationType _) => { }, cancellationToken);
        if (result.Errors is [var error, ..])
            Log.WarmUpFailed(logger, error.Message);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
