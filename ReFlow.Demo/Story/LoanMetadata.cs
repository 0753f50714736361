using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ReFlow.Chain;

namespace ReFlow.Demo.Story;

/// <summary>What investors read about a loan. Published inside the loan's metadata URI and anchored by its hash.</summary>
/// <param name="Name">The loan's title.</param>
/// <param name="BorrowerName">Who borrows.</param>
/// <param name="Sector">Agriculture, Fisheries, Forestry, SME or Other.</param>
/// <param name="Region">Where the borrower works.</param>
/// <param name="Grade">A (best) to E.</param>
/// <param name="Purpose">What the money buys.</param>
/// <param name="Collateral">What secures it.</param>
sealed record LoanMetadata(string Name, string BorrowerName, string Sector, string Region, string Grade, string Purpose, string Collateral)
{
    const string Prefix = "data:application/json;base64,";

    /// <summary>keccak256 of the JSON bytes: the loan's document hash.</summary>
    [JsonIgnore]
    public Hash32 DocumentHash => Keccak256.Hash(Json);

    [JsonIgnore]
    public string Uri => Prefix + Convert.ToBase64String(Json);

    byte[] Json => JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web);

    /// <summary>Reads the name back out of a metadata URI; null when it is not one of this form.</summary>
    public static string? NameIn(string uri)
    {
        if (!uri.StartsWith(Prefix, StringComparison.Ordinal) || !Base64.IsValid(uri.AsSpan(Prefix.Length)))
            return null;
        try
        {
            return JsonSerializer.Deserialize<LoanMetadata>(Convert.FromBase64String(uri[Prefix.Length..]), JsonSerializerOptions.Web)?.Name;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
