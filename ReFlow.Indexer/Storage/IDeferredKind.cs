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

    /// <summary>Drops those of them that the writer can do without, where they are there.</summary>
    IEnumerable<string> DropStatements(IModel model);

    /// <summary>Takes one away that the server holds to be broken.</summary>
    IEnumerable<string> MakeWayStatements(IModel model, IReadOnlySet<string> missing);

    /// <summary>What makes them, out of everything that makes the whole model.</summary>
    IEnumerable<MigrationOperation> CreationsIn(IReadOnlyList<MigrationOperation> operations, IReadOnlySet<string> missing);
}
