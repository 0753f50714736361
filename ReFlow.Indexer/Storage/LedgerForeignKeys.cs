using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using ReFlow.Data;

namespace ReFlow.Indexer.Storage;

/// <summary>
/// The references of what grows with every event to its loan and user: row by row they are a third of the server's work, over full tables a
/// join each. While they are gone nobody but the writer adds such rows without looking the loan and the user up, and nobody deletes these.
/// </summary>
sealed class LedgerForeignKeys : IDeferredKind
{
    static readonly Type[] s_tables = [typeof(ChainTransaction), typeof(Claim), typeof(TokenTransfer), typeof(Holding)];

    public string CatalogQuery => "select conname from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace";

    public IEnumerable<string> NamesIn(IModel model) => In(model).Select(key => key.GetConstraintName()!);

    public IEnumerable<string> TablesIn(IModel model) =>
        In(model).SelectMany(key => new[] { key.PrincipalEntityType, key.DeclaringEntityType }).Select(table => table.GetTableName()!);

    public IEnumerable<string> DropStatements(IModel model) =>
        In(model).Select(key => $"alter table \"{key.DeclaringEntityType.GetTableName()}\" drop constraint if exists \"{key.GetConstraintName()}\"");

    // Whoever makes a key checks it at once. And dropping one that is not there would lock readers out.
    public IEnumerable<string> MakeWayStatements(IModel model, IReadOnlySet<string> missing) => [];

    public IEnumerable<MigrationOperation> CreationsIn(IReadOnlyList<MigrationOperation> operations, IReadOnlySet<string> missing) =>
        operations.OfType<CreateTableOperation>().SelectMany(table => table.ForeignKeys)
            .Concat(operations.OfType<AddForeignKeyOperation>())
            .Where(creation => missing.Contains(creation.Name));

    static IEnumerable<IForeignKey> In(IModel model) => s_tables.SelectMany(type => model.FindEntityType(type)!.GetForeignKeys());
}
