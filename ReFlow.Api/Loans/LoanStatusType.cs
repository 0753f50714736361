using GraphQL.Types;
using ReFlow.Domain;

namespace ReFlow.Api;

sealed class LoanStatusType : EnumerationGraphType<LoanStatus>
{
    public LoanStatusType()
    {
        Name = "LoanStatus";
        Description = "A loan's state. LATE is derived: an instalment is unpaid after the grace period at the indexed block's time.";
    }
}
