namespace ReFlow.Indexer.Storage;

/// <summary>The cursor is not where this writer left it: another writer has taken over, and nothing of this batch was written.</summary>
sealed class CursorMovedException(string message) : Exception(message);
