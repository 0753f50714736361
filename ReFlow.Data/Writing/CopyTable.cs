using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace ReFlow.Data;

/// <summary>
/// Appends many rows to one table by binary COPY: no statement to plan, no parameter per value. Columns, types and converters come from the
/// EF model, as those of <see cref="UnnestTable{TEntity}"/> do; an existing key is an error.
/// </summary>
public sealed class CopyTable<TEntity>
    where TEntity : class
{
    static readonly MethodInfo s_write = typeof(NpgsqlBinaryImporter).GetMethods()
        .Single(method => method.Name == nameof(NpgsqlBinaryImporter.Write) && method.GetParameters() is [_, { ParameterType: var type }] && type == typeof(string));

    readonly string _copy;
    readonly Action<NpgsqlBinaryImporter, TEntity> _writeRow;

    public CopyTable(IModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var entity = model.FindEntityType(typeof(TEntity))
            ?? throw new ArgumentException($"{typeof(TEntity).Name} is not an entity of the model.", nameof(model));
        var properties = entity.GetProperties().ToArray();
        _copy = $"copy {entity.GetTableName()} ({string.Join(", ", properties.Select(property => property.GetColumnName()))}) from stdin (format binary)";

        // One compiled method for a whole row: neither reflection nor a boxed value per cell.
        var importer = Expression.Parameter(typeof(NpgsqlBinaryImporter));
        var row = Expression.Parameter(typeof(TEntity));
        _writeRow = Expression.Lambda<Action<NpgsqlBinaryImporter, TEntity>>(
            Expression.Block(properties.Select(property => WriteCell(importer, row, property))), importer, row).Compile();
    }

    /// <summary>Sends the rows over the connection, within its open transaction.</summary>
    public async Task AppendAsync(NpgsqlConnection connection, IEnumerable<TEntity> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(rows);
        await using var importer = await connection.BeginBinaryImportAsync(_copy, cancellationToken);
        Write(importer, rows, cancellationToken);
        await importer.CompleteAsync(cancellationToken);
    }

    // Cells go into the connection's buffer; a task per cell would cost more than the cell.
    void Write(NpgsqlBinaryImporter importer, IEnumerable<TEntity> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            importer.StartRow();
            _writeRow(importer, row);
        }
    }

    static Expression WriteCell(ParameterExpression importer, ParameterExpression row, IProperty property)
    {
        // The table's own type applies precision and scale.
        var type = Expression.Constant(property.GetColumnType().Split('(')[0]);
        Expression value = Expression.Property(row, property.PropertyInfo!);
        Expression? isNull = null;
        if (Nullable.GetUnderlyingType(value.Type) is not null)
        {
            isNull = Expression.Not(Expression.Property(value, nameof(Nullable<int>.HasValue)));
            value = Expression.Property(value, nameof(Nullable<int>.Value));
        }
        else if (property.IsNullable)
        {
            isNull = Expression.ReferenceEqual(value, Expression.Constant(null));
        }

        if (property.GetTypeMapping().Converter?.ConvertToProviderExpression is { } convert)
        {
            var from = convert.Parameters[0].Type;
            value = Expression.Invoke(convert, from == value.Type ? value : Expression.Convert(value, from));
        }

        var write = Expression.Call(importer, s_write.MakeGenericMethod(value.Type), value, type);
        return isNull is null ? write : Expression.IfThenElse(isNull, Expression.Call(importer, nameof(NpgsqlBinaryImporter.WriteNull), null), write);
    }
}
