using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReFlow.Chain.JsonRpc;

namespace ReFlow.Chain.Hosting;

/// <summary>
/// Compares the heads of several nodes again and again. One that answers well and stands still fails at nothing, so nothing but another
/// node's head shows it; it is then left for the others.
/// </summary>
sealed class EndpointComparison(EthereumClient chain, JsonRpcOptions options, TimeProvider time, ILogger<EndpointComparison> logger) : BackgroundService
{
    // Answers that come later may have waited for their turn, and are of different moments.
    static readonly TimeSpan s_quick = TimeSpan.FromSeconds(1);

    readonly (EthereumClient Node, BehindWatch Behind)[] _nodes = [.. chain.Each().Select(node => (node, new BehindWatch(time)))];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.HeadComparisonInterval == TimeSpan.Zero)
            return;
        using var timer = new PeriodicTimer(options.HeadComparisonInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await CompareAsync(stoppingToken);
    }

    async Task CompareAsync(CancellationToken cancellationToken)
    {
        // One that rests is left already, and no question of ours shall end or prolong that.
        var awake = Array.FindAll(_nodes, one => !one.Node.IsResting);
        var heads = await Task.WhenAll(awake.Select(one => FindHeadAsync(one.Node, cancellationToken)));
        var highest = heads.Max() ?? 0;
        foreach (var ((node, behind), head) in awake.Zip(heads))
        {
            // One that does not answer is left for that already, and a late answer shows nothing.
            if (behind.Observe(highest - head > options.HeadLagBlocks) is not { } since || since < options.HeadLagTime)
                continue;
            node.Distrust();
            Log.EndpointStandsStill(logger, node.EndpointOrigin, head!.Value, highest, since.TotalSeconds);
        }
    }

    async Task<long?> FindHeadAsync(EthereumClient node, CancellationToken cancellationToken)
    {
        try
        {
            var asked = time.GetTimestamp();
            var head = await node.GetBlockNumberAsync(cancellationToken);
            return time.GetElapsedTime(asked) < s_quick ? head : null;
        }
        catch (Exception exception) when (exception is JsonRpcException or WrongChainException)
        {
            Log.HeadUnknown(logger, node.EndpointOrigin, exception.Message);
            return null;
        }
    }

    sealed class BehindWatch(TimeProvider time)
    {
        long? _since;

        /// <summary>For how long it has been behind at every look; null when it is not.</summary>
        public TimeSpan? Observe(bool isBehind)
        {
            _since = isBehind ? _since ?? time.GetTimestamp() : null;
            return _since is { } since ? time.GetElapsedTime(since) : null;
        }
    }
}
