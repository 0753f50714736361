using GraphQL.Types;
using ReFlow.Data;

namespace ReFlow.Api;

sealed class TransactionTypeType : EnumerationGraphType<TransactionType>
{
    public TransactionTypeType()
    {
        Name = "TransactionType";
        Description = "Coarse kind of a transaction.";
    }
}
