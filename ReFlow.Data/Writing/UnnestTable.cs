using System.Collections;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace ReFlow.Data;

/// <summary>
/// Set-based writes of one table: any number of rows is one statement over <c>unnest</c> of one array per column.
/// Columns, types and converters come from the EF model, so that nothing is spelled twice.
/// </summary>
public sealed class UnnestTable<TEntity>
    where TEntity : class
{
    readonly Column[] _columns;
    readonly string _insert;
    readonly string _key;
    readonly string _updates;

    public UnnestTable(IModel model)
    {
        var entity = model.FindEntityType(typeof(TEntity))
            ?? throw new ArgumentException($"{typeof(TEntity).Name} is not an entity of the model.", nameof(model));
        // Identity columns are the server's to fill.
        var properties = entity.GetProperties().Where(property => property.GetValueGenerationStrategy() == NpgsqlValueGenerationStrategy.None).ToArray();
        _columns = [.. properties.Select(Column.Create)];

        var arrays = _columns.Select((column, index) => $"${index + 1}::{column.ArrayType}");
        _insert = $"insert into {entity.GetTableName()} ({string.Join(", ", _columns.Select(column => column.Name))}) select * from unnest({string.Join(", ", arrays)})";
        _key = string.Join(", ", entity.FindPrimaryKey()!.Properties.Select(property => property.GetColumnName()));
        _updates = string.Join(", ", properties.Where(property => !property.IsPrimaryKey()).Select(property => $"{property.GetColumnName()} = excluded.{property.GetColumnName()}"));
    }

    /// <summary>Appends <paramref name="rows"/>; an existing key is an error.</summary>
    public NpgsqlBatchCommand Insert(IReadOnlyCollection<TEntity> rows) => Command(rows, "");

    /// <summary>Appends the rows whose key is new and leaves the others as they are.</summary>
    public NpgsqlBatchCommand InsertMissing(IReadOnlyCollection<TEntity> rows) => Command(rows, $" on conflict ({_key}) do nothing");

    /// <summary>Appends new rows and overwrites existing ones.</summary>
    public NpgsqlBatchCommand Upsert(IReadOnlyCollection<TEntity> rows) => Command(rows, $" on conflict ({_key}) do update set {_updates}");

    /// <summary>Appends new rows and overwrites those existing ones for which <paramref name="condition"/> (SQL) holds.</summary>
    public NpgsqlBatchCommand Upsert(IReadOnlyCollection<TEntity> rows, string condition) => Command(rows, $" on conflict ({_key}) do update set {_updates} where {condition}");

    NpgsqlBatchCommand Command(IReadOnlyCollection<TEntity> rows, string onConflict)
    {
        var command = new NpgsqlBatchCommand(_insert + onConflict);
        foreach (var column in _columns)
            command.Parameters.Add(new NpgsqlParameter { Value = column.Values(rows), DataTypeName = column.ArrayType });
        return command;
    }

    /// <param name="Name">Column name.</param>
    /// <param name="ArrayType">PostgreSQL array type without facets: the table's own type applies them.</param>
    /// <param name="Values">One typed array for all rows.</param>
    sealed record Column(string Name, string ArrayType, Func<IReadOnlyCollection<TEntity>, IList> Values)
    {
        public static Column Create(IProperty property)
        {
            var converter = property.GetTypeMapping().Converter;
            var valueType = converter?.ProviderClrType ?? property.ClrType;
            if (property.IsNullable && valueType.IsValueType && Nullable.GetUnderlyingType(valueType) is null)
                valueType = typeof(Nullable<>).MakeGenericType(valueType);

            var row = Expression.Parameter(typeof(TEntity));
            var getter = Expression.Lambda<Func<TEntity, object?>>(
                Expression.Convert(Expression.Property(row, property.PropertyInfo!), typeof(object)), row).Compile();
            var convert = converter?.ConvertToProvider;

            return new Column(property.GetColumnName(), property.GetColumnType().Split('(')[0] + "[]", Values);

            IList Values(IReadOnlyCollection<TEntity> rows)
            {
                var values = Array.CreateInstance(valueType, rows.Count);
                var index = 0;
                foreach (var entity in rows)
                {
                    var value = getter(entity);
                    values.SetValue(convert is null || value is null ? value : convert(value), index++);
                }

                return values;
            }
        }
    }
}
