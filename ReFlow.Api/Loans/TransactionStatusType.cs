using GraphQL.Types;
using ReFlow.Data;

namespace ReFlow.Api;

sealed class TransactionStatusType : EnumerationGraphType<TransactionStatus>
{
    public TransactionStatusType()
    {
        Name = "TransactionStatus";
        Description = "What is known about a transaction.";
    }
}
