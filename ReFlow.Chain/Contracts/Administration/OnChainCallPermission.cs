using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts.Administration;

/// <summary>Whether an account may call a function of a contract under the admin.</summary>
/// <param name="Immediate">At once; then the delay does not matter.</param>
/// <param name="Delay">Seconds between the schedule and the call; zero, unless immediate, when it may not at all.</param>
public sealed record OnChainCallPermission(bool Immediate, uint Delay)
{
    internal static OnChainCallPermission Decode(byte[] returned)
    {
        var decoder = new AbiDecoder(returned);
        var permission = new OnChainCallPermission(decoder.Bool(), (uint)decoder.UInt(32));
        decoder.End();
        return permission;
    }
}
