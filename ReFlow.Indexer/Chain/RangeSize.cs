namespace ReFlow.Indexer.Chain;

/// <summary>How many blocks to ask for at once: halved when the node refuses, grown slowly while it answers.</summary>
sealed class RangeSize
{
    readonly int _maximumBlocks;

    public RangeSize(int maximumBlocks) => Blocks = _maximumBlocks = maximumBlocks;

    public int Blocks { get; private set; }

    /// <summary>Halves the range; false when it is one block already.</summary>
    public bool TryShrink()
    {
        if (Blocks == 1)
            return false;
        Blocks /= 2;
        return true;
    }

    public void Grow() => Blocks = Math.Min(_maximumBlocks, Blocks + Math.Max(1, Blocks / 4));
}
