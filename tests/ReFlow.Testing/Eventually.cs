namespace ReFlow.Testing;

/// <summary>Waits for conditions, never for time to pass.</summary>
public static class Eventually
{
    static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(30);

    /// <summary>Asks until the answer is yes; fails the test after 30 seconds.</summary>
    /// <exception cref="TimeoutException">The answer stayed no.</exception>
    public static async Task BecomesAsync(Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(s_timeout);
        while (!await condition())
        {
            try
            {
                await Task.Delay(50, timeout.Token);
            }
            catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"The condition did not become true within {s_timeout.TotalSeconds} s.", exception);
            }
        }
    }
}
