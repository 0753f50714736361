using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.Options;
using ReFlow.Chain;
using ReFlow.Domain;

namespace ReFlow.Api;

sealed class Query : ObjectGraphType
{
    public Query(IOptions<GraphQLLimits> limits)
    {
        Description = "Everything that ReFlow has indexed. All figures of one answer belong to one block; extensions.orphanedBlock of the answer names it when the chain has left it.";
        AddLoans(limits);
        AddLoan();
        AddHoldings(limits);
        AddSyncStatus();
    }

    void AddLoans(IOptions<GraphQLLimits> limits) =>
        Field<NonNullGraphType<LoanConnectionType>>("loans")
            .Description("Loans, newest first.")
            .Argument<ListGraphType<NonNullGraphType<LoanStatusType>>>("status", "Only loans in one of these states; absent or empty means all.")
            .Arguments(PageSize.Argument(20, limits))
            .Argument<StringGraphType>("after", "Continue behind this cursor.", argument => argument.Parser = value => LoanCursor.Parse((string)value))
            .ResolveAsync(async context => await Services<LoanReader>(context).PageAsync(
                new LoanPageQuery(
                    context.GetArgument<LoanStatus[]?>("status"),
                    PageSize.Of(context, 20),
                    context.GetArgument<LoanCursor?>("after"),
                    WithTotal: context.SubFields?.Values.Any(field => field.Field.Name == "totalCount") ?? false),
                context.CancellationToken));

    void AddLoan() =>
        Field<LoanType>("loan")
            .Description("One loan; null when no loan of ours has this address.")
            .Argument<NonNullGraphType<AddressScalar>>("address", "The loan contract.")
            .ResolveAsync(async context => await Services<LoanReader>(context)
                .FindAsync(context.GetArgument<Address>("address"), context.CancellationToken));

    void AddHoldings(IOptions<GraphQLLimits> limits) =>
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<HoldingType>>>>("holdings")
            .Description("What a wallet holds, the largest balance first.")
            .Argument<NonNullGraphType<AddressScalar>>("wallet", "The holder.")
            .Arguments(PageSize.Argument(50, limits))
            .ResolveAsync(async context => await Services<HoldingReader>(context)
                .OfWalletAsync(context.GetArgument<Address>("wallet"), PageSize.Of(context, 50), context.CancellationToken));

    void AddSyncStatus() =>
        Field<NonNullGraphType<SyncStatusType>>("syncStatus")
            .Description("How far the read model is behind the chain.")
            .ResolveAsync(async context =>
            {
                // The cursor first, so that the head is not older than what it is compared with.
                var indexed = await Services<IndexedBlockReader>(context).CursorAsync(context.CancellationToken);
                return new SyncStatus(indexed, await Services<ChainHead>(context).GetAsync(indexed?.Number ?? 0, context.CancellationToken));
            });

    static TService Services<TService>(IResolveFieldContext context)
        where TService : notnull =>
        context.RequestServices!.GetRequiredService<TService>();
}
