using GraphQL.Types;
using GraphQLParser.AST;

namespace ReFlow.Api;

/// <summary>A scalar that travels as a string. A bad value is refused with what was expected and what was seen.</summary>
abstract class TextScalar : ScalarGraphType
{
    const int LongestQuote = 80;

    readonly string _expected;

    protected TextScalar(string name, string description, string expected)
    {
        Name = name;
        Description = description;
        _expected = expected;
    }

    public override bool CanParseLiteral(GraphQLValue value) => true;

    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLStringValue text => ParseOrThrow((string)text.Value),
        GraphQLNullValue => null,
        _ => throw Unexpected($"a literal of kind {value.Kind}"),
    };

    public override bool CanParseValue(object? value) => true;

    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        string text => ParseOrThrow(text),
        _ => throw Unexpected($"the value {value}"),
    };

    public override object? Serialize(object? value) => value is null ? null : Format(value) ?? ThrowSerializationError(value);

    /// <summary>The value, or null when <paramref name="text"/> is not one.</summary>
    protected abstract object? Parse(string text);

    /// <summary>The wire form, or null when <paramref name="value"/> is of another type.</summary>
    protected abstract string? Format(object value);

    object ParseOrThrow(string text) =>
        Parse(text) ?? throw Unexpected($"\"{(text.Length <= LongestQuote ? text : text[..LongestQuote] + "…")}\"");

    ApiError Unexpected(string seen) => new(ErrorCodes.BadUserInput, $"{Name}: {_expected} was expected, but {seen} was seen.");
}
