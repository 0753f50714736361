using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using ReFlow.Data;

namespace ReFlow.Indexer.Storage;

/// <summary>A table that is only appended to: few rows join the batch of statements, many go by COPY.</summary>
sealed class LedgerTable<TEntity>(IModel model)
    where TEntity : class
{
    // Below this, one more round trip costs more than COPY saves.
    const int CopyFrom = 100;

    // Each compiles its access to the columns; a backfill has no use for the one, a process that follows the head none for the other.
    readonly Lazy<UnnestTable<TEntity>> _unnest = new(() => new(model));
    readonly Lazy<CopyTable<TEntity>> _copy = new(() => new(model));

    /// <summary>Adds the statement that inserts the rows, unless they are so many that <see cref="CopyAsync"/> takes them.</summary>
    public void AddTo(NpgsqlBatchCommandCollection commands, IReadOnlyCollection<TEntity> rows)
    {
        if (rows.Count is > 0 and < CopyFrom)
            commands.Add(_unnest.Value.Insert(rows));
    }

    /// <summary>Copies the rows that <see cref="AddTo"/> left out. After it: foreign keys want their users and loans first.</summary>
    public Task CopyAsync(NpgsqlConnection connection, IReadOnlyCollection<TEntity> rows, CancellationToken cancellationToken) =>
        rows.Count >= CopyFrom ? _copy.Value.AppendAsync(connection, rows, cancellationToken) : Task.CompletedTask;
}
