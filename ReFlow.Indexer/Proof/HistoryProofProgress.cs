namespace ReFlow.Indexer.Proof;

/// <summary>How far a proof has come, in blocks.</summary>
sealed record HistoryProofProgress(long Proven, long Total);
