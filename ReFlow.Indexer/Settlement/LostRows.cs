namespace ReFlow.Indexer.Settlement;

/// <summary>
/// Gives settled announcements the rows that a rewind took, or that their loan came too late for. Goes through all announcements by hash, some
/// at a time, without holding the cursor while it looks.
/// </summary>
sealed class LostRows(SettlementStore store)
{
    byte[] _after = [];

    public async Task RestoreSomeAsync(long epoch, CancellationToken cancellationToken)
    {
        var (lost, last) = await store.FindWithoutRowAsync(_after, cancellationToken);
        if (last is null && _after.Length > 0)
            (lost, last) = await store.FindWithoutRowAsync([], cancellationToken);
        // Before they are restored: one that is refused must not hold up those after it.
        _after = last ?? [];
        if (lost.Count > 0)
            await store.RestoreRowsAsync(lost, epoch, cancellationToken);
    }
}
