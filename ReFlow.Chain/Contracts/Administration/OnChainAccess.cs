using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts.Administration;

/// <summary>An account's membership in a role. Times are unix seconds, delays seconds.</summary>
/// <param name="Since">When membership begins or began; zero without membership.</param>
/// <param name="CurrentDelay">How long what the account schedules waits.</param>
/// <param name="PendingDelay">The delay from <paramref name="Effect"/> on.</param>
/// <param name="Effect">Zero when no other delay is to come.</param>
public sealed record OnChainAccess(long Since, uint CurrentDelay, uint PendingDelay, long Effect)
{
    internal static OnChainAccess Decode(byte[] returned)
    {
        var decoder = new AbiDecoder(returned);
        var access = new OnChainAccess(decoder.Int64(48), (uint)decoder.UInt(32), (uint)decoder.UInt(32), decoder.Int64(48));
        decoder.End();
        return access;
    }
}
