namespace ReFlow.Indexer.Storage;

/// <param name="ConnectionString">The database's connection string with its password, for the one connection that must not be pooled.</param>
sealed record DatabaseConnection(string ConnectionString);
