using System.Numerics;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts;

/// <summary>The allow-list of all loans of a factory, freezes, and the recovery of lost wallets. Times are unix seconds.</summary>
public static class MembersContract
{
    static readonly AbiFunction s_setMember = new("setMember(address,uint40)");
    static readonly AbiFunction s_setMembers = new("setMembers(address[],uint40[])");
    static readonly AbiFunction s_setFrozen = new("setFrozen(address,bool)");
    static readonly AbiFunction s_proposeRecovery = new("proposeRecovery(address,address)");
    static readonly AbiFunction s_vetoRecovery = new("vetoRecovery()");
    static readonly AbiFunction s_withdrawRecovery = new("withdrawRecovery(address)");
    static readonly AbiFunction s_setAgent = new("setAgent(address)");
    static readonly AbiFunction s_setOpen = new("setOpen(bool)");
    static readonly AbiFunction s_memberUntil = new("memberUntil(address)");
    static readonly AbiFunction s_isFrozen = new("isFrozen(address)");
    static readonly AbiFunction s_memberOf = new("memberOf(address)");
    static readonly AbiFunction s_recoveredTo = new("recoveredTo(address)");
    static readonly AbiFunction s_recoveryOf = new("recoveryOf(address)");
    static readonly AbiFunction s_checkNotLost = new("checkNotLost(address)");
    static readonly AbiFunction s_admin = new("admin()");
    static readonly AbiFunction s_agent = new("agent()");
    static readonly AbiFunction s_open = new("open()");

    internal static IReadOnlyList<AbiFunction> Functions { get; } =
    [
        s_setMember, s_setMembers, s_setFrozen, s_proposeRecovery, s_vetoRecovery, s_withdrawRecovery, s_setAgent, s_setOpen, s_memberUntil,
        s_isFrozen, s_memberOf, s_recoveredTo, s_recoveryOf, s_checkNotLost, s_admin, s_agent, s_open,
    ];

    internal static IReadOnlyList<AbiEvent> Events { get; } =
    [
        MemberSet.Definition, OpenSet.Definition, AgentSet.Definition, RecoveryProposed.Definition, RecoveryVetoed.Definition,
        RecoveryWithdrawn.Definition,
    ];

    /// <summary>Sent by the agent; zero ends membership.</summary>
    public static byte[] EncodeSetMember(Address account, BigInteger until) => s_setMember.Call().Address(account).UInt(until, 40).ToByteArray();

    /// <summary>Sent by the agent: as many ends as accounts.</summary>
    public static byte[] EncodeSetMembers(IReadOnlyList<Address> accounts, IReadOnlyList<BigInteger> untils) =>
        s_setMembers.Call().Addresses(accounts).UInts(untils, 40).ToByteArray();

    /// <summary>Sent by the agent; counts in a loan once that loan is told (<see cref="LoanContract.EncodeSyncMember"/>).</summary>
    public static byte[] EncodeSetFrozen(Address account, bool frozen) => s_setFrozen.Call().Address(account).Bool(frozen).ToByteArray();

    /// <summary>Sent by the agent; executable 14 days later.</summary>
    public static byte[] EncodeProposeRecovery(Address lost, Address replacement) =>
        s_proposeRecovery.Call().Address(lost).Address(replacement).ToByteArray();

    /// <summary>Sent by the wallet that is said to be lost.</summary>
    public static byte[] EncodeVetoRecovery() => s_vetoRecovery.Encode();

    /// <summary>Sent by the agent or the admin.</summary>
    public static byte[] EncodeWithdrawRecovery(Address lost) => s_withdrawRecovery.Call().Address(lost).ToByteArray();

    /// <summary>Sent by the admin.</summary>
    public static byte[] EncodeSetAgent(Address agent) => s_setAgent.Call().Address(agent).ToByteArray();

    /// <summary>Sent by the admin.</summary>
    public static byte[] EncodeSetOpen(bool open) => s_setOpen.Call().Bool(open).ToByteArray();

    public static byte[] EncodeMemberUntil(Address account) => s_memberUntil.Call().Address(account).ToByteArray();

    public static byte[] EncodeIsFrozen(Address account) => s_isFrozen.Call().Address(account).ToByteArray();

    public static byte[] EncodeMemberOf(Address account) => s_memberOf.Call().Address(account).ToByteArray();

    public static byte[] EncodeRecoveredTo(Address lost) => s_recoveredTo.Call().Address(lost).ToByteArray();

    public static byte[] EncodeRecoveryOf(Address lost) => s_recoveryOf.Call().Address(lost).ToByteArray();

    /// <summary>For eth_call: gives nothing, or reverts with RecoveryPending while a recovery of the account is proposed.</summary>
    public static byte[] EncodeCheckNotLost(Address account) => s_checkNotLost.Call().Address(account).ToByteArray();

    public static byte[] EncodeAdmin() => s_admin.Encode();

    public static byte[] EncodeAgent() => s_agent.Encode();

    public static byte[] EncodeOpen() => s_open.Encode();

    public static BigInteger DecodeMemberUntil(byte[] returned) => Returned.UInt(returned);

    public static bool DecodeIsFrozen(byte[] returned) => Returned.Bool(returned);

    public static OnChainMember DecodeMemberOf(byte[] returned) => OnChainMember.Decode(returned);

    /// <summary>Zero while nothing can be recovered.</summary>
    public static Address DecodeRecoveredTo(byte[] returned) => Returned.Address(returned);

    public static OnChainRecovery DecodeRecoveryOf(byte[] returned) => OnChainRecovery.Decode(returned);

    public static Address DecodeAdmin(byte[] returned) => Returned.Address(returned);

    public static Address DecodeAgent(byte[] returned) => Returned.Address(returned);

    public static bool DecodeOpen(byte[] returned) => Returned.Bool(returned);
}
