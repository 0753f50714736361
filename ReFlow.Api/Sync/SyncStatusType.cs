using GraphQL.Types;

namespace ReFlow.Api;

sealed class SyncStatusType : ReadType<SyncStatus>
{
    public SyncStatusType()
        : base("SyncStatus", "How far the read model is behind the chain. What is not known is null, never zero.")
    {
        Optional<BlockNumberScalar>("headBlock", "The chain's head; null when the chain cannot be reached.", status => status.Head?.Number);
        Required<BlockNumberScalar>("indexedBlock", "Last indexed block; 0 as long as nothing was indexed.", status => status.IndexedBlock);
        Optional<IntGraphType>("lagBlocks", "headBlock - indexedBlock; null when the head is unknown.", status => status.LagBlocks);
        Optional<FloatGraphType>("lagSeconds", "Chain time between the two blocks; null when unknown.", status => status.LagSeconds);
        Optional<DateTimeScalar>("indexedAt", "Time of the indexed block; null as long as nothing was indexed.", status => status.Indexed?.Timestamp);
        Required<BooleanGraphType>("orphaned", "The chain has left the indexed block, which was not taken back yet: all figures of this answer are of a branch that is not the chain's.", status => status.IsOrphaned);
        Required<BooleanGraphType>("chainReachable", "The chain answered within the last second or so.", status => status.Head is not null);
    }
}
