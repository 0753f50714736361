namespace ReFlow.Migrator;

/// <summary>The run cannot succeed as things are; the message says what was expected, what was seen and what to do.</summary>
sealed class MigratorException(string message) : Exception(message);
