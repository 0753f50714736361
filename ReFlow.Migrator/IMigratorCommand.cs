namespace ReFlow.Migrator;

/// <summary>What one run of the program does.</summary>
interface IMigratorCommand
{
    /// <summary>Gives the process's exit code: 0, or 1 after a message.</summary>
    Task<int> RunAsync(CancellationToken cancellationToken);
}
