namespace ReFlow.Indexer.Sync;

/// <summary>
/// The node's chain leaves ours below a block that was final. Either the node is wrong, or history was rewritten; a machine must not decide
/// which, so nothing is taken back.
/// </summary>
sealed class DivergedException(string message) : Exception(message);
