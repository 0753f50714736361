using System.Diagnostics;

namespace ReFlow.Indexer.Tests.Support;

/// <summary>Waits for conditions with a bound.</summary>
static class Eventually
{
    public static async Task TrueAsync(string what, Func<Task<bool>> condition, int timeoutSeconds = 60, Func<string?>? detail = null)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started).TotalSeconds > timeoutSeconds)
                Assert.Fail($"Waited {timeoutSeconds} s in vain until: {what}. {detail?.Invoke()}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public static Task TrueAsync(string what, Func<bool> condition, int timeoutSeconds = 60) => TrueAsync(what, () => Task.FromResult(condition()), timeoutSeconds);
}
