namespace ReFlow.Indexer.Proof;

/// <summary>How far a proof has come, in blocks.</summary>
readonly record struct HistoryProofProgress(long Proven, long Total);
