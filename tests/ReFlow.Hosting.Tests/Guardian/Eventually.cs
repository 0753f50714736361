namespace ReFlow.Hosting.Tests.Guardian;

/// <summary>Waits for a condition, bounded.</summary>
static class Eventually
{
    public static Task IsTrueAsync(Func<bool> condition, string what, CancellationToken cancellationToken) =>
        IsTrueAsync(() => Task.FromResult(condition()), what, cancellationToken);

    public static async Task IsTrueAsync(Func<Task<bool>> condition, string what, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            while (!await condition())
                await timer.WaitForNextTickAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Assert.Fail($"Not within 30 s: {what}.");
        }
    }
}
