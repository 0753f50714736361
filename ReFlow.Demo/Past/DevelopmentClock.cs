using System.Text.Json;
using ReFlow.Chain;

namespace ReFlow.Demo.Past;

/// <summary>A development node's clock and block production (Anvil's methods).</summary>
sealed class DevelopmentClock(EthereumClient chain)
{
    /// <summary>Blocks come only from <see cref="MineAsync"/> from now on.</summary>
    public Task StopIntervalAsync(CancellationToken cancellationToken) => SetIntervalAsync(0, cancellationToken);

    public Task StartIntervalAsync(int seconds, CancellationToken cancellationToken) => SetIntervalAsync(seconds, cancellationToken);

    /// <summary>Mines one block with everything that waits in the pool; its time is <paramref name="at"/>.</summary>
    public async Task MineAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        await chain.RequestAsync<object?>("evm_setNextBlockTimestamp", [Number(at.ToUnixTimeSeconds())], cancellationToken);
        await chain.RequestAsync<object?>("evm_mine", [], cancellationToken);
    }

    /// <summary>Blocks are made at the wall clock's time from now on.</summary>
    public Task SetTimeAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        chain.RequestAsync<object?>("evm_setTime", [Number(now.ToUnixTimeSeconds())], cancellationToken);

    Task SetIntervalAsync(int seconds, CancellationToken cancellationToken) =>
        chain.RequestAsync<object?>("evm_setIntervalMining", [Number(seconds)], cancellationToken);

    /// <summary>Takes an account's transactions out of the pool: sent by a run that ended before they were mined.</summary>
    public Task DropPendingAsync(Address sender, CancellationToken cancellationToken) =>
        chain.RequestAsync<object?>("anvil_removePoolTransactions", [sender], cancellationToken);

    // Anvil wants JSON numbers in these methods, where the client would write hex quantities.
    static JsonElement Number(long value) => JsonSerializer.SerializeToElement(value);
}
