using ReFlow.Chain;
using ReFlow.Data;

namespace ReFlow.Indexer.Settlement;

/// <summary>What became of an announced transaction.</summary>
/// <param name="Failure">Null when it was mined and succeeded.</param>
/// <param name="ReplacedBy">The transaction that used its nonce, when it could be found.</param>
/// <param name="BlockNumber">The block by which this is true; when a reorganisation takes it, the question is open again.</param>
sealed record Verdict(TransactionFailure? Failure, Hash32? ReplacedBy, long BlockNumber, Hash32 BlockHash);
