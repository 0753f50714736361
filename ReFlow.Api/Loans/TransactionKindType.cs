using GraphQL.Types;
using ReFlow.Data;

namespace ReFlow.Api;

sealed class TransactionKindType : EnumerationGraphType<TransactionKind>
{
    public TransactionKindType()
    {
        Name = "TransactionKind";
        Description = "Finer kind of a transaction.";
    }
}
