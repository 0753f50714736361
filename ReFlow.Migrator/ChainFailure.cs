using ReFlow.Chain;
using ReFlow.Chain.JsonRpc;
using ReFlow.Chain.Signing;

namespace ReFlow.Migrator;

/// <summary>What can go wrong with the chain, as one sentence that says what to do.</summary>
static class ChainFailure
{
    /// <summary>Null for an exception that is not of this kind.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        MigratorException or WrongChainException or TransactionFailedException => exception.Message,
        JsonRpcException { IsTransient: true } => $"The chain's node cannot be reached: {exception.Message}. Check ConnectionStrings:chain, and that the node runs.",
        JsonRpcException => $"The chain's node refused: {exception.Message}",
        _ => null,
    };
}
