using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace ReFlow.Indexer.Storage;

/// <summary>A kind of thing that a backfill can do without, and how it goes and comes.</summary>
interface IDeferredKind
{
    /// <summary>The names of those in the current schema that are whole.</summary>
    string CatalogQuery { get; }

    /// <summary>The names of those that there must be.</summary>
    IEnumerable<string> NamesIn(IModel model);

    /// <summary>The tables that are locked while they go or come.</summary>
    IEnumerable<string> TablesIn(IModel model);

    /// <summary>Drops those of them that the writer can do without, where they are there.</summary>
    IEnumerable<string> DropStatements(IModel model);

    /// <summary>Takes those of the missing ones away that are there and broken.</summary>
    IEnumerable<string> MakeWayStatements(IModel model, IReadOnlySet<string> missing);

    /// <summary>What makes them, out of everything that makes the whole model.</summary>
    IEnumerable<MigrationOperation> CreationsIn(IReadOnlyList<MigrationOperation> operations, IReadOnlySet<string> missing);
}
