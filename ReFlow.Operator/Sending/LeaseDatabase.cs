namespace ReFlow.Operator.Sending;

/// <param name="ConnectionString">The database's connection string with its password, for the one connection that must not be pooled.</param>
sealed record LeaseDatabase(string ConnectionString);
