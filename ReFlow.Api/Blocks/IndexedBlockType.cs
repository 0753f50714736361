using GraphQL.Types;

namespace ReFlow.Api;

sealed class IndexedBlockType : ReadType<IndexedBlock>
{
    public IndexedBlockType()
        : base("IndexedBlock", "A block up to which the read model is complete.")
    {
        Required<BlockNumberScalar>("number", "Block number.", block => block.Number);
        Required<HashScalar>("hash", "Block hash.", block => block.Hash);
        Required<DateTimeScalar>("timestamp", "Block time.", block => block.Timestamp);
        Required<BooleanGraphType>("orphaned", "The chain has left this block: it will be taken back, and whatever was read from it with it.", block => block.IsOrphaned);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<AddressScalar>>>>("loans")
            .Description("Loans whose figures changed in this block.")
            .ResolveAsync(async context => context.Source.Loans
                ?? await context.RequestServices!.GetRequiredService<IndexedBlockReader>().ChangedLoansAsync(context.Source, context.CancellationToken));
    }
}
