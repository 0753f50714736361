using System.Text.RegularExpressions;

namespace ReFlow.Web.Loans;

/// <summary>The form of an Ethereum address. Whether its EIP-55 checksum holds and whether a loan lives there, the API says.</summary>
public static partial class LoanAddress
{
    public static bool IsWellFormed(string text) => Form().IsMatch(text);

    [GeneratedRegex("^0x[0-9a-fA-F]{40}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Form();
}
