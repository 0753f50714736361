using GraphQL.Types;

namespace ReFlow.Api;

/// <summary>Source: GraphQL Cursor Connections Specification.</summary>
sealed class LoanConnectionType : ReadType<LoanConnection>
{
    public LoanConnectionType()
        : base("LoanConnection", "One page of loans, newest first.")
    {
        List<LoanEdgeType>("edges", "The page's loans with their cursors.", page => page.Edges);
        List<LoanType>("nodes", "The page's loans.", page => page.Nodes);
        Required<PageInfoType>("pageInfo", "Where the page lies.", page => page);
        Required<IntGraphType>("totalCount", "Loans that match, on all pages.", page => page.TotalCount ?? throw new InvalidOperationException("The total was not read."));
    }
}

sealed class LoanEdgeType : ReadType<LoanEdge>
{
    public LoanEdgeType()
        : base("LoanEdge", "A loan in a page.")
    {
        Required<StringGraphType>("cursor", "Give it as 'after' to continue behind this loan.", edge => edge.Cursor);
        Required<LoanType>("node", "The loan.", edge => edge.Node);
    }
}

sealed class PageInfoType : ReadType<LoanConnection>
{
    public PageInfoType()
        : base("PageInfo", "Where a page lies.")
    {
        Required<BooleanGraphType>("hasNextPage", "More follow behind endCursor.", page => page.HasNextPage);
        Required<BooleanGraphType>("hasPreviousPage", "The page was asked for with 'after'.", page => page.HasPreviousPage);
        Optional<StringGraphType>("startCursor", "Cursor of the first entry; null on an empty page.", page => page.StartCursor);
        Optional<StringGraphType>("endCursor", "Cursor of the last entry; null on an empty page.", page => page.EndCursor);
    }
}
