using ReFlow.Chain.JsonRpc;
using ReFlow.Demo.Actions;
using ReFlow.Demo.Past;
using ReFlow.Demo.Story;

namespace ReFlow.Demo.Live;

/// <summary>Lets the actors act at the configured rate, for ever. Only its cancellation ends it: whatever fails is reported, and tried again later.</summary>
sealed class LiveLoop(WorldReader worldReader, LiveExecutor executor, DevelopmentClock clock, DemoOptions options, DemoStatus status, TimeProvider time, ILogger<LiveLoop> logger)
{
    static readonly TimeSpan s_shortestBackOff = TimeSpan.FromSeconds(1);
    static readonly TimeSpan s_longestBackOff = TimeSpan.FromSeconds(30);
    static readonly TimeSpan s_clockTolerance = TimeSpan.FromMinutes(1);

    readonly Random _random = SeededRandom.For(options.Seed, "live");
    TimeSpan _backOff = s_shortestBackOff;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var chooser = new ActionChooser(options, _random);
        status.ReportLive("live");
        while (true)
        {
            var pause = NextPause();
            try
            {
                await ActAsync(chooser, cancellationToken);
                _backOff = s_shortestBackOff;
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                pause = _backOff;
                _backOff = TimeSpan.FromTicks(Math.Min(_backOff.Ticks * 2, s_longestBackOff.Ticks));
                status.ReportProblem(exception.Message);
                if (exception is JsonRpcException { IsTransient: true })
                    Log.ChainUnavailable(logger, exception.Message, pause.TotalSeconds);
                else
                    Log.LiveInterrupted(logger, exception, pause.TotalSeconds);
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }

    /// <summary>One action: look, choose, do.</summary>
    internal async Task ActAsync(ActionChooser chooser, CancellationToken cancellationToken)
    {
        var world = await worldReader.ReadAsync(cancellationToken);
        await KeepClockAsync(world.Now, cancellationToken);
        var poor = world.BalancesUsdt.Where(balance => balance.Value < options.LowBalanceUsdt).Select(balance => balance.Key).ToList();
        foreach (var actor in poor)
            await executor.TopUpAsync(actor, cancellationToken);
        if (poor.Count > 0)
            world = await worldReader.ReadAsync(cancellationToken);
        if (chooser.Choose(world) is not { } action)
            return;

        var sentence = Narrator.Tell(action);
        try
        {
            if (await executor.ExecuteAsync(action, worldReader.AddressOf(action.Loan), cancellationToken))
                Log.Acted(logger, sentence);
            else
                Log.ActionFailed(logger, sentence, "the transaction reverted");
            status.ReportLive(sentence);
        }
        catch (JsonRpcException exception) when (exception.Kind == JsonRpcErrorKind.Reverted)
        {
            // Somebody else was faster, or the clock moved on: the next look at the world shows it.
            Log.ActionRefused(logger, sentence, exception.RevertReason ?? exception.Message);
        }
        catch (Exception exception) when (exception is TimeoutException or JsonRpcException { IsTransient: false })
        {
            Log.ActionFailed(logger, sentence, exception.Message);
            status.ReportProblem(exception.Message);
        }
    }

    // A node that was restarted from saved state may go on with the clock of its first block.
    async Task KeepClockAsync(DateTimeOffset chainTime, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - chainTime < s_clockTolerance)
            return;
        await clock.SetTimeAsync(now, cancellationToken);
        Log.ClockSet(logger, chainTime);
    }

    // Exponential, so that the actors do not act like clockwork.
    TimeSpan NextPause() => TimeSpan.FromMinutes(-Math.Log(1 - _random.NextDouble()) / options.ActionsPerMinute);
}
