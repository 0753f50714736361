namespace ReFlow.Api;

/// <summary>
/// Marks an answer that was read at a block which the chain has left. The mark is in the response's <c>extensions</c> (GraphQL, section 7.1),
/// so that a client gets it without having asked for it.
/// </summary>
static class OrphanMark
{
    /// <summary>Its value is <c>{ number, hash }</c> of the block.</summary>
    public const string Key = "orphanedBlock";

    public static void AddTo(IDictionary<string, object?> extensions, IndexedBlock? asOf)
    {
        if (asOf is { IsOrphaned: true } block)
            extensions[Key] = new { number = block.Number, hash = block.Hash.ToString() };
    }
}
