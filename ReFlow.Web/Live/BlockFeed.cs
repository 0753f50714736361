using ReFlow.Web.Loans;

namespace ReFlow.Web.Live;

/// <summary>Whether blocks are being announced.</summary>
public enum FeedState
{
    /// <summary>Not yet connected since the process started.</summary>
    Connecting,

    /// <summary>Blocks are announced as they are indexed.</summary>
    Connected,

    /// <summary>The connection was lost; pages fall back to asking now and then.</summary>
    Lost,
}

/// <summary>
/// The process's one source of "a block was indexed". An announcement is a hint to ask again and carries no figures; whatever is
/// missed while the connection is down is made up for by <see cref="FeedSignal.RefetchAll"/> on the next connection.
/// </summary>
public sealed class BlockFeed
{
    readonly Lock _gate = new();
    readonly HashSet<FeedReader> _readers = [];
    long _version;

    /// <summary>Grows with every announcement and with every change of connection.</summary>
    public long Version => Interlocked.Read(ref _version);

    public FeedState State { get; private set; }

    public IndexedBlock? Latest { get; private set; }

    /// <summary>How many readers are listening; each belongs to one open page.</summary>
    public int ReaderCount
    {
        get
        {
            lock (_gate)
                return _readers.Count;
        }
    }

    /// <summary>Starts listening; dispose the reader to stop.</summary>
    public FeedReader Subscribe()
    {
        var reader = new FeedReader(Remove);
        lock (_gate)
            _readers.Add(reader);
        return reader;
    }

    /// <summary>A block was announced. One that does not lead on says that blocks were taken back, or will be; which pages showed them is unknown.</summary>
    public void Announce(IndexedBlock block)
    {
        var leadsOn = Latest is null || block.Number > Latest.Number;
        Latest = block;
        Broadcast(new FeedSignal(block, (block.Loans ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase), RefetchAll: !leadsOn));
    }

    /// <summary>The connection came up (again): whatever happened meanwhile is unknown, so everybody asks again.</summary>
    public void Connect()
    {
        State = FeedState.Connected;
        Broadcast(new FeedSignal(Latest, new HashSet<string>(StringComparer.OrdinalIgnoreCase), RefetchAll: true));
    }

    /// <summary>The connection went down.</summary>
    public void Disconnect()
    {
        if (State != FeedState.Connected)
            return;
        State = FeedState.Lost;
        Broadcast(new FeedSignal(Latest, new HashSet<string>(StringComparer.OrdinalIgnoreCase), RefetchAll: false));
    }

    void Broadcast(FeedSignal signal)
    {
        Interlocked.Increment(ref _version);
        lock (_gate)
        {
            foreach (var reader in _readers)
                reader.Post(signal);
        }
    }

    void Remove(FeedReader reader)
    {
        lock (_gate)
            _readers.Remove(reader);
    }
}
