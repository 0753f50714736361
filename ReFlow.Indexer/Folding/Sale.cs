using System.Numerics;

namespace ReFlow.Indexer.Folding;

/// <summary>A fill whose tokens have yet to move.</summary>
/// <param name="TotalUsdt">What the buyer pays: the cost of its tokens.</param>
sealed record Sale(Guid LoanId, Guid SellerId, Guid BuyerId, BigInteger AmountUnits, decimal TotalUsdt);
