using GraphQL.Types;

namespace ReFlow.Api;

sealed class InstalmentType : ReadType<ScheduledInstalment>
{
    public InstalmentType()
        : base("Instalment", "One scheduled repayment.")
    {
        Required<IntGraphType>("number", "1 for the first.", row => row.Instalment.Number);
        Required<DateTimeScalar>("dueAt", "The due date; the grace period starts here.", row => row.Instalment.DueAt);
        Required<UsdtScalar>("principal", "Principal that falls due.", row => row.Instalment.PrincipalUsdt);
        Required<UsdtScalar>("interest", "Interest of the period if everything before is paid on its due date.", row => row.Instalment.InterestUsdt);
        Required<UsdtScalar>("total", "Principal and interest together.", row => row.Instalment.TotalUsdt);
        Required<BooleanGraphType>("settled", "The contract counts the instalment as paid.", row => row.Settled);
    }
}
