namespace ReFlow.Indexer.Folding;

/// <summary>The descriptive texts of a loan, as far as they could be trusted.</summary>
/// <param name="Verified">True when the bytes hash to the loan's document hash and are a JSON object.</param>
sealed record LoanMetadata(
    bool Verified,
    string? Name = null,
    string? BorrowerName = null,
    string? Sector = null,
    string? Region = null,
    string? Grade = null,
    string? Purpose = null,
    string? Collateral = null)
{
    /// <summary>Nothing that may be shown.</summary>
    public static LoanMetadata Unverified { get; } = new(Verified: false);
}
