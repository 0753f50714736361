using GraphQL.Types;

namespace ReFlow.Api;

sealed class Subscription : ObjectGraphType
{
    public Subscription(BlockBroadcast blocks)
    {
        Description = "What happens from now on. A push is a hint: after a reconnect, ask the queries again.";
        Field<NonNullGraphType<IndexedBlockType>>("blockIndexed")
            .Description("Each block once, when it has been indexed; the newest again when the chain has left it for longer than a second (orphaned), and when it is back; again with another hash after a reorganisation.")
            .Resolve(context =>
            {
                var block = (IndexedBlock)context.Source!;
                OrphanMark.AddTo(context.OutputExtensions, block);
                return block;
            })
            .ResolveStream(_ => blocks);
    }
}
