namespace ReFlow.Indexer.Benchmarks;

/// <summary>What was asked of the node; one request may carry many calls.</summary>
/// <param name="Requests">HTTP requests.</param>
/// <param name="GetLogs">Calls of <c>eth_getLogs</c>.</param>
/// <param name="Blocks">Calls for a block or its header.</param>
sealed record RequestCounts(int Requests, int GetLogs, int Blocks);
