using GraphQL.Types;
using ReFlow.Domain;

namespace ReFlow.Api;

sealed class RepaymentKindType : EnumerationGraphType<RepaymentKind>
{
    public RepaymentKindType()
    {
        Name = "RepaymentKind";
        Description = "How principal comes back: at maturity with all interest, at maturity with interest per period, or in equal parts.";
    }
}
