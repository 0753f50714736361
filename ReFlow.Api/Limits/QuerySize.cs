namespace ReFlow.Api;

/// <summary>What a selection adds up to with its fragments expanded. Sums stop at <see cref="Ceiling"/> instead of overflowing.</summary>
sealed record QuerySize(int Depth, long RootFields, long Aliases, long Directives, long Fields)
{
    const long Ceiling = 1_000_000_000;

    public static QuerySize Empty { get; } = new(0, 0, 0, 0, 0);

    /// <summary>Both side by side.</summary>
    public QuerySize And(QuerySize other) => new(
        Math.Max(Depth, other.Depth),
        Math.Min(Ceiling, RootFields + other.RootFields),
        Math.Min(Ceiling, Aliases + other.Aliases),
        Math.Min(Ceiling, Directives + other.Directives),
        Math.Min(Ceiling, Fields + other.Fields));

    /// <summary>One level deeper, under a field.</summary>
    public QuerySize UnderField(bool hasAlias, bool countsDepth) => this with
    {
        Depth = countsDepth ? Depth + 1 : 0,
        RootFields = 1,
        Aliases = Aliases + (hasAlias ? 1 : 0),
        Fields = Fields + 1,
    };
}
