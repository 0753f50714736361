using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using ReFlow.Data;

namespace ReFlow.Migrator.Database;

/// <summary>Brings the database to this build's schema.</summary>
sealed class DatabaseMigration(IDbContextFactory<ReFlowDbContext> contexts, ILogger<DatabaseMigration> logger)
{
    /// <summary>Creates the database when the server does not have it.</summary>
    public async Task EnsureCreatedAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var creator = context.GetService<IRelationalDatabaseCreator>();
        if (await creator.ExistsAsync(cancellationToken))
            return;

        try
        {
            await creator.CreateAsync(cancellationToken);
            Log.DatabaseCreated(logger, context.Database.GetDbConnection().Database);
        }
        catch (PostgresException exists) when (exists.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another migrator created it between the question and the answer.
        }
    }

    /// <exception cref="MigratorException">The database was migrated by a newer build.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var known = context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var foreign = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).Where(name => !known.Contains(name)).ToArray();
        if (foreign.Length > 0)
            throw new MigratorException($"The database has migrations that this build does not know ({string.Join(", ", foreign)}): a newer ReFlow made it. Start that version, or start this one with --reset to begin anew.");

        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToArray();
        if (pending.Length > 0)
        {
            Log.Migrating(logger, pending.Length, string.Join(", ", pending));
            await context.Database.MigrateAsync(cancellationToken);
        }

        Log.DatabaseReady(logger);
    }
}
