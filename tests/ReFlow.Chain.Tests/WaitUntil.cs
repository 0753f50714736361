namespace ReFlow.Chain.Tests;

static class WaitUntil
{
    /// <summary>Looks at a condition until it holds; fails after 20 seconds.</summary>
    public static async Task TrueAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(20));
        while (!condition())
            await Task.Delay(10, timeout.Token);
    }
}
