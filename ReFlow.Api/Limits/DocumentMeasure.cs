using GraphQLParser.AST;

namespace ReFlow.Api;

/// <summary>Measures selections; each fragment is walked once, and one that contains itself counts as empty (validation refuses it).</summary>
sealed class DocumentMeasure(IReadOnlyDictionary<string, GraphQLFragmentDefinition> fragments)
{
    readonly Dictionary<string, QuerySize> _measured = [];

    public QuerySize Of(GraphQLOperationDefinition operation) =>
        Of(operation.SelectionSet).And(Directives(operation.Directives));

    QuerySize Of(GraphQLSelectionSet? selections)
    {
        var size = QuerySize.Empty;
        foreach (var selection in selections?.Selections ?? [])
            size = size.And(OfSelection(selection));
        return size;
    }

    QuerySize OfSelection(ASTNode selection) => selection switch
    {
        GraphQLField field => Of(field.SelectionSet)
            .UnderField(field.Alias is not null, countsDepth: !IsIntrospection(field))
            .And(Directives(field.Directives)),
        GraphQLInlineFragment inline => Of(inline.SelectionSet).And(Directives(inline.Directives)),
        GraphQLFragmentSpread spread => OfFragment(spread.FragmentName.Name.StringValue).And(Directives(spread.Directives)),
        _ => QuerySize.Empty,
    };

    QuerySize OfFragment(string name)
    {
        if (_measured.TryGetValue(name, out var known) || !fragments.TryGetValue(name, out var fragment))
            return known ?? QuerySize.Empty;
        _measured[name] = QuerySize.Empty;
        return _measured[name] = Of(fragment.SelectionSet).And(Directives(fragment.Directives));
    }

    static QuerySize Directives(GraphQLDirectives? directives) => QuerySize.Empty with { Directives = directives?.Count ?? 0 };

    // Tools nest __schema's type references deeper than any query of ours needs to go.
    static bool IsIntrospection(GraphQLField field) => field.Name.StringValue is "__schema" or "__type";
}
