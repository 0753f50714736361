using System.Numerics;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts;

/// <summary>A standing offer on chain; all zero when there is none. Times are unix seconds, because any 40-bit number is allowed.</summary>
/// <param name="PriceBps">Basis points of outstanding par.</param>
/// <param name="Expiry">Last second at which it can be filled.</param>
/// <param name="Remaining">Token units not sold yet.</param>
public sealed record MarketListing(Address Seller, long PriceBps, long Expiry, Address Loan, BigInteger Remaining)
{
    internal static MarketListing Decode(byte[] returned)
    {
        var decoder = new AbiDecoder(returned);
        var listing = new MarketListing(decoder.Address(), decoder.Int64(32), decoder.Int64(40), decoder.Address(), decoder.UInt(64));
        decoder.End();
        return listing;
    }
}

/// <summary>An offer that its seller signs (EIP-712) and keeps off chain.</summary>
/// <param name="Amount">Token units, all fills together.</param>
/// <param name="PriceBps">Basis points of outstanding par.</param>
/// <param name="Expiry">Unix seconds: the last second at which it can be filled.</param>
/// <param name="Nonce">Cancelling it ends every order of the seller that carries it.</param>
public sealed record MarketOrder(Address Seller, Address Loan, BigInteger Amount, long PriceBps, long Expiry, BigInteger Nonce)
{
    internal const string AbiType = "(address,address,uint64,uint32,uint40,uint256)";

    internal AbiEncoder Encode(AbiEncoder encoder) =>
        encoder.Address(Seller).Address(Loan).UInt(Amount, 64).UInt(PriceBps, 32).UInt(Expiry, 40).UInt(Nonce);
}

/// <summary>What a buyer agrees to; a fill outside of it is refused.</summary>
/// <param name="MaximumTotal">USDT base units, fee included.</param>
/// <param name="MinimumOutstanding">USDT base units of the whole loan.</param>
/// <param name="MaximumPerToken">Payout index.</param>
/// <param name="Deadline">Unix seconds: the last second at which the fill may be mined.</param>
public sealed record MarketBounds(BigInteger MaximumTotal, BigInteger MinimumOutstanding, BigInteger MaximumPerToken, BigInteger Deadline)
{
    internal const string AbiType = "(uint256,uint256,uint256,uint256)";

    internal AbiEncoder Encode(AbiEncoder encoder) =>
        encoder.UInt(MaximumTotal).UInt(MinimumOutstanding).UInt(MaximumPerToken).UInt(Deadline);
}

/// <summary>What a fill would cost now, in USDT base units.</summary>
/// <param name="Total">The buyer pays this.</param>
/// <param name="Fee">The treasury's part of it.</param>
public sealed record MarketQuote(BigInteger Total, BigInteger Fee)
{
    internal static MarketQuote Decode(byte[] returned)
    {
        var decoder = new AbiDecoder(returned);
        var quote = new MarketQuote(decoder.UInt(), decoder.UInt());
        decoder.End();
        return quote;
    }
}
