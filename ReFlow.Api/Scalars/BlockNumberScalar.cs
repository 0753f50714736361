using System.Globalization;
using GraphQL.Types;
using GraphQLParser.AST;

namespace ReFlow.Api;

/// <summary>Block numbers outgrow GraphQL's 32-bit Int on fast chains, and stay far below 2^53 where JSON numbers are exact.</summary>
sealed class BlockNumberScalar : ScalarGraphType
{
    public BlockNumberScalar()
    {
        Name = "BlockNumber";
        Description = "A block number: a non-negative JSON integer below 2^53.";
    }

    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLIntValue number => ParseValue(long.Parse(number.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
        GraphQLNullValue => null,
        _ => ThrowLiteralConversionError(value),
    };

    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        int number and >= 0 => (long)number,
        long number and >= 0 and < 1L << 53 => number,
        _ => ThrowValueConversionError(value),
    };

    public override object? Serialize(object? value) => ParseValue(value);
}
