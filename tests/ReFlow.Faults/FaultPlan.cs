namespace ReFlow.Faults;

/// <summary>How often the proxy does what. Shares are of requests, 0 to 1, drawn from <see cref="Seed"/>; the first that strikes is it.</summary>
public sealed record FaultPlan
{
    /// <summary>Passes everything through.</summary>
    public static FaultPlan None { get; } = new();

    /// <summary>The storm that ReFlow's gates name: 20 % 429, 10 % time-outs, 5 % truncated, 5 % stale heads, 2 % short logs.</summary>
    public static FaultPlan Storm { get; } = new() { RateLimited = 0.2, TimedOut = 0.1, Truncated = 0.05, StaleHead = 0.05, ShortLogs = 0.02 };

    public int Seed { get; init; } = 1;

    /// <summary>HTTP 429, with <see cref="RetryAfter"/> where it is set.</summary>
    public double RateLimited { get; init; }

    /// <summary>Whole seconds, as HTTP has them; null asks for no wait.</summary>
    public TimeSpan? RetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>No answer until the client gives up.</summary>
    public double TimedOut { get; init; }

    /// <summary>Half of the body: in turn cut off in the middle, and complete as HTTP but not as JSON.</summary>
    public double Truncated { get; init; }

    /// <summary>An answer that is not one to the question: another id, null, an HTML page, an internal error.</summary>
    public double WrongAnswer { get; init; }

    /// <summary>The head as it was <see cref="StaleBlocks"/> ago; requests that do not ask for the head are answered as they are.</summary>
    public double StaleHead { get; init; }

    public int StaleBlocks { get; init; } = 20;

    /// <summary>The node stands still: every question about the head is answered as of this block, and nothing else is wrong.</summary>
    public long? FrozenHead { get; init; }

    /// <summary>An answer to <c>eth_getLogs</c> with one log missing.</summary>
    public double ShortLogs { get; init; }

    /// <summary>An answer to <c>eth_getLogs</c> without logs.</summary>
    public double EmptyLogs { get; init; }

    /// <summary>Logs as of a block that is not on the chain any more: another block hash.</summary>
    public double OrphanLogs { get; init; }

    /// <summary>Of all logs in all answers, the share that is missing: 0.001 is one in a thousand.</summary>
    public double LogLoss { get; init; }

    /// <summary>One log that no answer to <c>eth_getLogs</c> has, however often it is asked for.</summary>
    public (long BlockNumber, int LogIndex)? HiddenLog { get; init; }

    /// <summary>The other node answers, as behind a load balancer; needs a second node.</summary>
    public double OtherNode { get; init; }

    /// <summary>WebSocket: notifications that do not arrive.</summary>
    public double LostNotification { get; init; }

    /// <summary>WebSocket: connections cut at a notification.</summary>
    public double CutConnection { get; init; }

    /// <summary>geth's rules of the pool, which Anvil does not have: a replacement pays 10 % more, and a nonce gap queues.</summary>
    public bool GethPool { get; init; }
}
