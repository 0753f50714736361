using GraphQL.Validation.Complexity;

namespace ReFlow.Api;

/// <summary>
/// What a query costs: one for each field of the estimated answer. A list multiplies what is below it by its <c>first</c>, or by a
/// dozen where the list has no such argument (a schedule).
/// </summary>
static class QueryCost
{
    const double InstalmentsOfASchedule = 12;

    public static void Configure(ComplexityOptions options, GraphQLLimits limits)
    {
        options.MaxComplexity = limits.MaxCost;
        options.DefaultListImpactMultiplier = InstalmentsOfASchedule;
        var costOf = options.DefaultComplexityImpactDelegate;
        options.DefaultComplexityImpactDelegate = field =>
            // Introspection reads a schema that is in memory; the number of its fields is limited apart.
            field.ParentType?.Name.StartsWith("__", StringComparison.Ordinal) == true || field.FieldDefinition.Name.StartsWith("__", StringComparison.Ordinal)
                ? new FieldComplexityResult(0, 1)
                : costOf(field);
    }
}
