using Npgsql;
using ReFlow.Migrator.Contracts;
using ReFlow.Migrator.Database;

namespace ReFlow.Migrator;

/// <summary>
/// The whole run: database first, then the chain it belongs to, then the contracts. Each step looks before it acts, so running again changes
/// nothing. What goes wrong becomes one sentence that says what to do.
/// </summary>
sealed class MigratorRun(
    MigrationLock migrationLock, DatabaseMigration database, ChainMatch chainMatch, ContractDeployment contracts, ILogger<MigratorRun> logger)
    : IMigratorCommand
{
    /// <summary>Gives the process's exit code: 0, or 1 after a message.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await database.EnsureCreatedAsync(cancellationToken);
            await using var held = await migrationLock.TakeAsync(cancellationToken);
            await database.MigrateAsync(cancellationToken);
            await chainMatch.RequireAsync(cancellationToken);
            await contracts.EnsureAsync(cancellationToken);
            Log.Done(logger);
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Log.Cancelled(logger);
        }
        catch (Exception exception) when (Explain(exception) is { } explanation)
        {
            Log.Failed(logger, explanation);
            Log.FailureDetail(logger, exception);
        }

        return 1;
    }

    static string? Explain(Exception exception) => ChainFailure.Explain(exception) ?? exception switch
    {
        PostgresException postgres => $"PostgreSQL refused: {postgres.MessageText} ({postgres.SqlState}). Check ConnectionStrings:reflow.",
        NpgsqlException or TimeoutException => $"PostgreSQL cannot be reached: {exception.InnerException?.Message ?? exception.Message}. Check ConnectionStrings:reflow, and that the server runs.",
        _ => exception.InnerException is { } inner ? Explain(inner) : null,
    };
}
