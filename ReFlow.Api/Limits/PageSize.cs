using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.Options;

namespace ReFlow.Api;

/// <summary>The argument <c>first</c>: optional, with a default, refused before execution when out of range.</summary>
static class PageSize
{
    public static QueryArgument Argument(int defaultValue, IOptions<GraphQLLimits> limits)
    {
        var maximum = limits.Value.MaxPageSize;
        return new QueryArgument<IntGraphType>
        {
            Name = "first",
            Description = $"How many to return: 1 to {maximum}.",
            DefaultValue = defaultValue,
            Validator = value => Check((int?)value ?? defaultValue, maximum),
        };
    }

    /// <summary>The asked-for page size; an explicit null means the default too.</summary>
    public static int Of(IResolveFieldContext context, int defaultValue) => context.GetArgument<int?>("first") ?? defaultValue;

    static void Check(int first, int maximum)
    {
        if (first < 1 || first > maximum)
            throw new ApiError(ErrorCodes.PageSizeOutOfRange, $"Argument 'first' between 1 and {maximum} was expected, but {first} was seen.");
    }
}
