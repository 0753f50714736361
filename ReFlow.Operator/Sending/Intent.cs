using ReFlow.Chain;
using ReFlow.Data;

namespace ReFlow.Operator.Sending;

/// <summary>One on-chain effect that a decision asks for.</summary>
/// <param name="Purpose">Which call.</param>
/// <param name="Loan">To which loan.</param>
/// <param name="Try">1 at first; higher only after earlier tries ended without effect.</param>
sealed record Intent(OperatorPurpose Purpose, Address Loan, int Try)
{
    /// <summary>Unique in the database: whoever wants the same effect gets the same row.</summary>
    public string Key => $"{Purpose}:{Loan}:{Try}";
}
