namespace ReFlow.Api;

/// <summary>One page of loans. The total is null unless it was selected, because it costs a second statement.</summary>
sealed record LoanConnection(IReadOnlyList<LoanView> Nodes, bool HasNextPage, bool HasPreviousPage, int? TotalCount)
{
    public IEnumerable<LoanEdge> Edges => Nodes.Select(node => new LoanEdge(node));

    public string? StartCursor => Nodes is [var first, ..] ? LoanCursor.Of(first.Loan).ToString() : null;

    public string? EndCursor => Nodes is [.., var last] ? LoanCursor.Of(last.Loan).ToString() : null;
}

sealed record LoanEdge(LoanView Node)
{
    public string Cursor => LoanCursor.Of(Node.Loan).ToString();
}
