using ReFlow.Data;
using ReFlow.Indexer.Folding;

namespace ReFlow.Indexer.Storage;

/// <summary>
/// Gives each batch the aggregates that it may change. A writer that began with an empty read model knows them all and asks the database for
/// none, until they outgrow their bound; any other loads them by key, batch by batch. Belongs to one follower, and after a failure or a
/// rewind to no one.
/// </summary>
sealed class FoldStateKeeper(FoldStateReader reader, IndexerOptions options)
{
    FoldState? _all;
    bool _isOut;

    /// <param name="nothingIndexed">True when the read model is empty.</param>
    public void Start(bool nothingIndexed)
    {
        _all = nothingIndexed ? FoldState.Empty() : null;
        _isOut = false;
    }

    public async ValueTask<FoldState> LoadAsync(IReadOnlyCollection<ChainLog> logs, CancellationToken cancellationToken)
    {
        // What an uncommitted fold left behind is not what the database holds.
        if (_isOut)
            _all = null;
        _isOut = true;
        return _all ?? await reader.LoadAsync(logs, cancellationToken);
    }

    /// <summary>The last batch is committed.</summary>
    public void Committed()
    {
        _isOut = false;
        if (_all is null)
            return;
        _all.AcceptChanges();
        if (_all.HoldingCount > options.HoldingsInMemory)
            _all = null;
    }
}
