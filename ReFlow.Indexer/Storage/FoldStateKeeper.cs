using ReFlow.Data;
using ReFlow.Indexer.Folding;

namespace ReFlow.Indexer.Storage;

/// <summary>
/// Gives each batch the aggregates that it may change. A writer that began with an empty read model knows them all and asks the database for
/// none, until they outgrow their bound; any other loads them by key, batch by batch. Belongs to one follower or one folding again, and after
/// a failure or a rewind to no one.
/// </summary>
sealed class FoldStateKeeper(FoldStateReader reader, IndexerOptions options)
{
    FoldState? _all;
    bool _isOut;

    /// <summary>Whether the next batch asks the database for nothing.</summary>
    public bool KnowsAll => _all is not null && !_isOut;

    /// <param name="nothingIndexed">True when the read model is empty.</param>
    public void Start(bool nothingIndexed)
    {
        _all = nothingIndexed ? FoldState.Empty() : null;
        _isOut = false;
    }

    public async ValueTask<FoldState> LoadAsync(IReadOnlyCollection<ChainLog> logs, CancellationToken cancellationToken)
    {
        // What a fold left behind that was never written is not what the database holds.
        if (_isOut)
            _all = null;
        _isOut = true;
        return _all ?? await reader.LoadAsync(logs, cancellationToken);
    }

    /// <summary>The last batch's changes are the writer's now. Should it fail to commit them, this keeper's follower ends as well.</summary>
    public void Accepted()
    {
        _isOut = false;
        if (_all is null)
            return;
        _all.AcceptChanges();
        if (_all.RowCount > options.AggregatesInMemory)
            _all = null;
    }
}
