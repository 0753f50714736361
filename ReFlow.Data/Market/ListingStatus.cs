namespace ReFlow.Data;

/// <summary>Whether a listing exists on chain. An open one may have expired: compare <see cref="Listing.ExpiresAtSeconds"/> with the block's time.</summary>
public enum ListingStatus
{
    Open,

    /// <summary>Sold out.</summary>
    Filled,

    /// <summary>Taken back by its seller.</summary>
    Cancelled,
}
