using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using ReFlow.Data;

namespace ReFlow.Indexer.Storage;

/// <summary>The indexes of tables that grow with every event. Unique ones stay: they hold a rule.</summary>
sealed class SecondaryIndexes : IDeferredKind
{
    static readonly Type[] s_ledger = [typeof(ChainLog), typeof(ChainTransaction), typeof(Claim), typeof(TokenTransfer), typeof(Holding)];

    public string CatalogQuery =>
        """
        select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid
        where c.relnamespace = current_schema()::regnamespace and i.indisvalid and i.indisready
        """;

    public IEnumerable<string> NamesIn(IModel model) => In(model).Select(index => index.GetDatabaseName()!);

    public IEnumerable<string> DropStatements(IModel model) =>
        [$"drop index if exists {string.Join(", ", In(model).Where(index => !IsUsedByWriter(index)).Select(index => $"\"{index.GetDatabaseName()}\""))}"];

    public IEnumerable<string> TablesIn(IModel model) => s_ledger.Select(type => model.FindEntityType(type)!.GetTableName()!);

    public IEnumerable<string> MakeWayStatements(IModel model, IReadOnlySet<string> missing) =>
        NamesIn(model).Where(missing.Contains).Select(name => $"drop index if exists \"{name}\"");

    public IEnumerable<MigrationOperation> CreationsIn(IReadOnlyList<MigrationOperation> operations, IReadOnlySet<string> missing) =>
        operations.OfType<CreateIndexOperation>().Where(creation => missing.Contains(creation.Name));

    static IEnumerable<IIndex> In(IModel model) => s_ledger.SelectMany(type => model.FindEntityType(type)!.GetIndexes()).Where(index => !index.IsUnique);

    // Announced transactions are matched with their events by it, in every batch with events and every second.
    static bool IsUsedByWriter(IIndex index) => index is { DeclaringEntityType.ClrType: var table, Properties: [{ Name: nameof(ChainTransaction.TxHash) }] } && table == typeof(ChainTransaction);
}
