using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts.Administration;

/// <summary>Whether an account has a role at the block's time.</summary>
/// <param name="ExecutionDelay">Seconds that what it schedules waits; zero when it acts at once.</param>
public sealed record OnChainRoleMember(bool IsMember, uint ExecutionDelay)
{
    internal static OnChainRoleMember Decode(byte[] returned)
    {
        var decoder = new AbiDecoder(returned);
        var member = new OnChainRoleMember(decoder.Bool(), (uint)decoder.UInt(32));
        decoder.End();
        return member;
    }
}
