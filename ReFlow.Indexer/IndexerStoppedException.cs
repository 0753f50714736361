namespace ReFlow.Indexer;

/// <summary>Something that waiting does not mend; the indexer stops and says what to do.</summary>
sealed class IndexerStoppedException(string message) : Exception(message);
