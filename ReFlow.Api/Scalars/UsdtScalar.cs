using System.Globalization;
using ReFlow.Domain;

namespace ReFlow.Api;

sealed class UsdtScalar() : TextScalar(
    "Usdt",
    "An exact amount in USDT (or in loan tokens, 1 token = 1 USDT of principal): a decimal string with six decimals, \"1250.000000\". Never a float.",
    "a decimal string with at most six decimals")
{
    protected override object? Parse(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        && value == decimal.Round(value, Usdt.Decimals)
            ? value
            : null;

    protected override string? Format(object value) => value is decimal amount ? Usdt.Format(amount) : null;
}
