namespace ReFlow.Domain;

/// <summary>One scheduled repayment.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="DueAt">The due date; the grace period starts here.</param>
/// <param name="PrincipalUsdt">Principal that falls due with this instalment.</param>
/// <param name="InterestUsdt">Interest of this period if everything before was paid on its due date.</param>
public sealed record Instalment(int Number, DateTimeOffset DueAt, decimal PrincipalUsdt, decimal InterestUsdt)
{
    public decimal TotalUsdt => PrincipalUsdt + InterestUsdt;
}
