using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts.Administration;

/// <content>Which role may call what of the contracts under the admin. What changes something is sent by an admin, through a schedule.</content>
public static partial class PlatformAdminContract
{
    static readonly AbiFunction s_canCall = new("canCall(address,address,bytes4)");
    static readonly AbiFunction s_isTargetClosed = new("isTargetClosed(address)");
    static readonly AbiFunction s_getTargetFunctionRole = new("getTargetFunctionRole(address,bytes4)");
    static readonly AbiFunction s_getTargetAdminDelay = new("getTargetAdminDelay(address)");
    static readonly AbiFunction s_setTargetClosed = new("setTargetClosed(address,bool)");
    static readonly AbiFunction s_setTargetFunctionRole = new("setTargetFunctionRole(address,bytes4[],uint64)");
    static readonly AbiFunction s_setTargetAdminDelay = new("setTargetAdminDelay(address,uint32)");
    static readonly AbiFunction s_updateAuthority = new("updateAuthority(address,address)");

    static IReadOnlyList<AbiFunction> TargetFunctions =>
    [
        s_canCall, s_isTargetClosed, s_getTargetFunctionRole, s_getTargetAdminDelay, s_setTargetClosed, s_setTargetFunctionRole,
        s_setTargetAdminDelay, s_updateAuthority,
    ];

    public static byte[] EncodeCanCall(Address caller, Address target, Bytes4 selector) =>
        s_canCall.Call().Address(caller).Address(target).Bytes4(selector).ToByteArray();

    public static OnChainCallPermission DecodeCanCall(byte[] returned) => OnChainCallPermission.Decode(returned);

    public static byte[] EncodeIsTargetClosed(Address target) => s_isTargetClosed.Call().Address(target).ToByteArray();

    public static bool DecodeIsTargetClosed(byte[] returned) => Returned.Bool(returned);

    public static byte[] EncodeGetTargetFunctionRole(Address target, Bytes4 selector) =>
        s_getTargetFunctionRole.Call().Address(target).Bytes4(selector).ToByteArray();

    /// <summary>The managers' role where no other was given.</summary>
    public static ulong DecodeGetTargetFunctionRole(byte[] returned) => DecodeRole(returned);

    public static byte[] EncodeGetTargetAdminDelay(Address target) => s_getTargetAdminDelay.Call().Address(target).ToByteArray();

    /// <summary>How long changes of the target's arrangement wait, where that is longer than the admin's own delay.</summary>
    public static uint DecodeGetTargetAdminDelay(byte[] returned) => (uint)Returned.UInt(returned, 32);

    /// <summary>Whether nobody can call the target through the admin; this contract's own functions for admins stay open.</summary>
    public static byte[] EncodeSetTargetClosed(Address target, bool closed) => s_setTargetClosed.Call().Address(target).Bool(closed).ToByteArray();

    public static byte[] EncodeSetTargetFunctionRole(Address target, IReadOnlyList<Bytes4> selectors, ulong roleId) =>
        s_setTargetFunctionRole.Call().Address(target).Bytes4s(selectors).UInt(roleId, 64).ToByteArray();

    public static byte[] EncodeSetTargetAdminDelay(Address target, uint newDelay) =>
        s_setTargetAdminDelay.Call().Address(target).UInt(newDelay, 32).ToByteArray();

    /// <summary>Puts a target that is an AccessManaged under another authority; ReFlow's contracts are none and keep their admin.</summary>
    public static byte[] EncodeUpdateAuthority(Address target, Address newAuthority) =>
        s_updateAuthority.Call().Address(target).Address(newAuthority).ToByteArray();
}
