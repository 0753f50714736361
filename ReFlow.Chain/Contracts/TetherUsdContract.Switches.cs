using ReFlow.Chain.Abi;
using ReFlow.Chain.Contracts.Tether;

namespace ReFlow.Chain.Contracts;

/// <content>Switches of the stand-in that mainnet's USDT does not have; what changes something is sent by the owner.</content>
public static partial class TetherUsdContract
{
    static readonly AbiFunction s_setReturnMode = new("setReturnMode(uint8)");
    static readonly AbiFunction s_setBlocksSenders = new("setBlocksSenders(bool)");
    static readonly AbiFunction s_setBlocksReceivers = new("setBlocksReceivers(bool)");
    static readonly AbiFunction s_setBlocksCallers = new("setBlocksCallers(bool)");
    static readonly AbiFunction s_setRefusesApproveRace = new("setRefusesApproveRace(bool)");
    static readonly AbiFunction s_setHook = new("setHook(address)");
    static readonly AbiFunction s_setHookCall = new("setHookCall(address,bytes)");
    static readonly AbiFunction s_returnMode = new("returnMode()");
    static readonly AbiFunction s_blacklistStops = new("blacklistStops()");
    static readonly AbiFunction s_refusesApproveRace = new("refusesApproveRace()");
    static readonly AbiFunction s_hook = new("hook()");

    static IReadOnlyList<AbiFunction> Switches =>
    [
        s_setReturnMode, s_setBlocksSenders, s_setBlocksReceivers, s_setBlocksCallers, s_setRefusesApproveRace, s_setHook, s_setHookCall,
        s_returnMode, s_blacklistStops, s_refusesApproveRace, s_hook,
    ];

    public static byte[] EncodeSetReturnMode(ReturnMode mode) => s_setReturnMode.Call().UInt((int)mode, 8).ToByteArray();

    /// <summary>Whether the blacklist stops transfers from a listed account; on at first, as on mainnet.</summary>
    public static byte[] EncodeSetBlocksSenders(bool blocks) => s_setBlocksSenders.Call().Bool(blocks).ToByteArray();

    /// <summary>Whether it also stops transfers to a listed account, as on some other chains.</summary>
    public static byte[] EncodeSetBlocksReceivers(bool blocks) => s_setBlocksReceivers.Call().Bool(blocks).ToByteArray();

    /// <summary>Whether it also stops transfers that a listed account calls for, whoever's money it is.</summary>
    public static byte[] EncodeSetBlocksCallers(bool blocks) => s_setBlocksCallers.Call().Bool(blocks).ToByteArray();

    /// <summary>Whether <see cref="EncodeApprove"/> needs an approval of zero in between; on at first, as on mainnet.</summary>
    public static byte[] EncodeSetRefusesApproveRace(bool refuses) => s_setRefusesApproveRace.Call().Bool(refuses).ToByteArray();

    /// <param name="hook">Told of each transfer, after it; the zero address switches it off.</param>
    public static byte[] EncodeSetHook(Address hook) => s_setHook.Call().Address(hook).ToByteArray();

    /// <summary>After each transfer the target is called with these data; the transfer fails when the call does.</summary>
    public static byte[] EncodeSetHookCall(Address target, byte[] data) => s_setHookCall.Call().Address(target).Bytes(data).ToByteArray();

    public static byte[] EncodeReturnMode() => s_returnMode.Encode();

    public static ReturnMode DecodeReturnMode(byte[] returned)
    {
        var mode = (ReturnMode)(int)Returned.UInt(returned, 8);
        return Enum.IsDefined(mode) ? mode : throw new AbiException($"Expected a return mode of 0 to 3, seen {(int)mode}.");
    }

    public static byte[] EncodeBlacklistStops() => s_blacklistStops.Encode();

    public static BlacklistStops DecodeBlacklistStops(byte[] returned) => BlacklistStops.Decode(returned);

    public static byte[] EncodeRefusesApproveRace() => s_refusesApproveRace.Encode();

    public static bool DecodeRefusesApproveRace(byte[] returned) => Returned.Bool(returned);

    public static byte[] EncodeHook() => s_hook.Encode();

    /// <summary>Zero while nobody is told of transfers.</summary>
    public static Address DecodeHook(byte[] returned) => Returned.Address(returned);
}
