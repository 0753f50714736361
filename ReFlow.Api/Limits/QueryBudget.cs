using GraphQLParser.AST;

namespace ReFlow.Api;

/// <summary>
/// Refuses documents that would be expensive to validate or execute, before either happens. Fragments are measured once each and
/// their sizes added up, so an exponential document costs linear time here.
/// </summary>
sealed class QueryBudget(GraphQLLimits limits)
{
    /// <exception cref="ApiError">A limit is exceeded; the message names the limit, its value and what was seen.</exception>
    public void Check(GraphQLDocument document)
    {
        var fragments = document.Definitions.OfType<GraphQLFragmentDefinition>()
            .GroupBy(fragment => fragment.FragmentName.Name.StringValue)
            .ToDictionary(group => group.Key, group => group.First());
        var measure = new DocumentMeasure(fragments);
        foreach (var operation in document.Definitions.OfType<GraphQLOperationDefinition>())
            Check(measure.Of(operation));
    }

    void Check(QuerySize size)
    {
        Require("depth", size.Depth, limits.MaxDepth);
        Require("aliases", size.Aliases, limits.MaxAliases);
        Require("root fields", size.RootFields, limits.MaxRootFields);
        Require("directives", size.Directives, limits.MaxDirectives);
        Require("fields", size.Fields, limits.MaxFields);
    }

    static void Require(string limit, long seen, int allowed)
    {
        if (seen > allowed)
            throw new ApiError(ErrorCodes.QueryLimitExceeded, $"At most {allowed} for {limit} of a query was expected, but {seen} was seen.");
    }
}
