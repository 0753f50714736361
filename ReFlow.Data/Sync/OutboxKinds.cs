namespace ReFlow.Data;

public static class OutboxKinds
{
    /// <summary>Blocks were indexed or taken back; the payload is an <see cref="IndexedBlockMessage"/>.</summary>
    public const string BlockIndexed = "block-indexed";
}
