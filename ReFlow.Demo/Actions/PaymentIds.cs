using System.Text;
using ReFlow.Chain;

namespace ReFlow.Demo.Actions;

/// <summary>Payment ids that every run derives alike from the loan and what is paid.</summary>
static class PaymentIds
{
    public static Hash32 For(LoanRef loan, string label) =>
        Keccak256.Hash(Encoding.UTF8.GetBytes($"reflow demo payment: {loan.LoanId} {label}"));
}
