namespace ReFlow.Web.GraphQL;

/// <summary>The documents that the front end sends, read once from the embedded <c>.graphql</c> files.</summary>
public static class GraphQLDocuments
{
    public static string Market { get; } = Read("Market.graphql", "LoanFields.graphql", "SyncFields.graphql");

    public static string Loan { get; } = Read("Loan.graphql", "LoanFields.graphql", "SyncFields.graphql");

    public static string BlockIndexed { get; } = Read("BlockIndexed.graphql");

    static string Read(params ReadOnlySpan<string> names)
    {
        var parts = new List<string>(names.Length);
        foreach (var name in names)
        {
            using var stream = typeof(GraphQLDocuments).Assembly.GetManifestResourceStream(name)
                ?? throw new InvalidOperationException($"The embedded document {name} is missing.");
            using var reader = new StreamReader(stream);
            parts.Add(reader.ReadToEnd());
        }
        return string.Join('\n', parts);
    }
}
