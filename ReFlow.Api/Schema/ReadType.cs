using GraphQL.Types;

namespace ReFlow.Api;

/// <summary>An object type whose fields only read from their source.</summary>
abstract class ReadType<TSource> : ObjectGraphType<TSource>
{
    protected ReadType(string name, string description)
    {
        Name = name;
        Description = description;
    }

    /// <summary>A field that is never null.</summary>
    protected void Required<TGraph>(string name, string description, Func<TSource, object> value)
        where TGraph : IGraphType =>
        Field<NonNullGraphType<TGraph>>(name).Description(description).Resolve(context => value(context.Source));

    /// <summary>A field that is null where the description says so.</summary>
    protected void Optional<TGraph>(string name, string description, Func<TSource, object?> value)
        where TGraph : IGraphType =>
        Field<TGraph>(name).Description(description).Resolve(context => value(context.Source));

    /// <summary>A list without nulls.</summary>
    protected void List<TGraph>(string name, string description, Func<TSource, object> value)
        where TGraph : IGraphType =>
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TGraph>>>>(name).Description(description).Resolve(context => value(context.Source));
}
