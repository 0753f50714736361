using System.ComponentModel.DataAnnotations;

namespace ReFlow.Indexer;

/// <summary>Configuration section <c>ReFlow:Indexer</c>; validated at start.</summary>
sealed class IndexerOptions
{
    public const string Section = "ReFlow:Indexer";

    /// <summary>How long to wait for a new head before asking; the fall-back when <c>newHeads</c> says nothing.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Blocks this close to the head are read one at a time, by hash and with every log; older ones by range.</summary>
    [Range(1, 100_000)]
    public int HeadWindowBlocks { get; set; } = 64;

    /// <summary>Blocks of that window read and committed together while more than one is missing.</summary>
    [Range(1, 1_000)]
    public int HeadBatchBlocks { get; set; } = 32;

    /// <summary>Largest range of one <c>eth_getLogs</c>; halved while the node refuses it.</summary>
    [Range(1, 100_000)]
    public int RangeBlocks { get; set; } = 2_000;

    /// <summary>Logs that one answer shall hold; ranges size themselves by it.</summary>
    [Range(1, 1_000_000)]
    public int RangeLogs { get; set; } = 5_000;

    /// <summary>Ranges asked for at the same time; with <see cref="RangeLogs"/> it bounds what waits in memory. Halved while the node answers 429.</summary>
    [Range(1, 64)]
    public int RangesInFlight { get; set; } = 4;

    /// <summary>How far ahead the factory is asked which loans there are; halved while the node refuses it.</summary>
    [Range(1, 1_000_000)]
    public int DiscoveryBlocks { get; set; } = 10_000;

    /// <summary>Headers per JSON-RPC batch.</summary>
    [Range(1, 1_000)]
    public int HeadersPerBatch { get; set; } = 100;

    /// <summary>Holdings, offers, members and loans kept in memory after an index from scratch, at about 250 bytes each; beyond it they are loaded batch by batch.</summary>
    [Range(0, 100_000_000)]
    public int AggregatesInMemory { get; set; } = 200_000;

    /// <summary>An index from scratch over at least so many settled blocks builds secondary indexes and foreign keys afterwards.</summary>
    [Range(1, long.MaxValue)]
    public long DeferIndexesFromBlocks { get; set; } = 2_000;

    /// <summary>Contracts named per <c>eth_getLogs</c>.</summary>
    [Range(1, 10_000)]
    public int AddressesPerQuery { get; set; } = 500;

    /// <summary>Whether a range in which most blocks may have logs of ours is asked for all its logs, which proves it complete in one request.</summary>
    public bool WholeRanges { get; set; } = true;

    /// <summary>
    /// Prove every block with events of ours in a range against its header's bloom, at one more call per such block. Without it a left-out
    /// log is found unless another log of the same event and contract came for its block.
    /// </summary>
    public bool ProveRanges { get; set; }

    /// <summary>Ready while not further behind than this.</summary>
    [Range(0, 1_000_000)]
    public int ReadyLagBlocks { get; set; } = 16;

    /// <summary>Not ready when nothing was learned from chain and database for this long.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Degraded when the newest block that the node shows is older than this: either it stands still or the chain does. Zero looks away, which
    /// is the default on the development chain, where Anvil may wait for the next transaction for ever.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan? MaximumHeadAge { get; set; }

    /// <summary>A node whose head is lower than ours, on another branch, is taken for lagging this long, then for reorganised; readers are told from its second look on.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan LowerHeadGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether a block is final when the node's <c>finalized</c> tag says so; by default everywhere but on the development chain.</summary>
    public bool? UseFinalizedTag { get; set; }

    /// <summary>Blocks after which one is final where the tag is not used, or a node does not have it.</summary>
    [Range(1, 1_000_000)]
    public int Confirmations { get; set; } = 1_000;

    /// <summary>How often the tag is asked for.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan FinalityInterval { get; set; } = TimeSpan.FromSeconds(12);

    /// <summary>First wait after a failure; doubles up to <see cref="MaximumRetryDelay"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(250);

    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan MaximumRetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often announced transactions are looked after.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan SettleInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A transaction that the node does not know, with a nonce that is unused, has failed when it was announced this long ago.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan DropAfter { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How often those that were taken for dropped are looked for again, and the next 10,000 announcements for rows that are gone.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan RecheckInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>A transaction that was announced longer ago than this and was taken for dropped stays so, unless its events show that it was mined.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan RecheckFor { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Newest messages kept while Redis is down; older ones are dropped, and the oldest one kept says so.</summary>
    [Range(1, 1_000_000)]
    public int OutboxKeep { get; set; } = 1_000;

    /// <summary>How often a sample of the read model is compared with the chain.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan AuditInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Holdings per sample, with their loans.</summary>
    [Range(1, 1_000)]
    public int AuditHoldings { get; set; } = 20;

    /// <summary>How long <c>reindex</c> waits for a moment at which nobody uses the tables that it exchanges.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan SwapPatience { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Outbox rows claimed at once.</summary>
    [Range(1, 10_000)]
    public int OutboxBatch { get; set; } = 100;

    /// <summary>How often the outbox is looked at without being told of a commit.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan OutboxInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Fills in what depends on the chain.</summary>
    public void CompleteFor(bool isDevelopmentChain)
    {
        // Anvil calls final what is 64 blocks old, and reorganises as deep as it is told; without interval mining it stands still.
        UseFinalizedTag ??= !isDevelopmentChain;
        MaximumHeadAge ??= isDevelopmentChain ? TimeSpan.Zero : TimeSpan.FromMinutes(5);
    }

    /// <summary>How long to wait when a node asks for <paramref name="askedFor"/>: it may ask for a day, or for a time that is over.</summary>
    public TimeSpan BoundedDelay(TimeSpan? askedFor) =>
        TimeSpan.FromTicks(Math.Clamp((askedFor ?? RetryDelay).Ticks, 0, MaximumRetryDelay.Ticks));
}
