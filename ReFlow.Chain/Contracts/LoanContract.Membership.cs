using System.Numerics;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts;

/// <content>Membership, recovery, pause, the pay-in address, and allowances by signature.</content>
public static partial class LoanContract
{
    static readonly AbiFunction s_syncMember = new("syncMember(address)");
    static readonly AbiFunction s_recover = new("recover(address)");
    static readonly AbiFunction s_memberCache = new("memberCache(address)");
    static readonly AbiFunction s_members = new("members()");
    static readonly AbiFunction s_pause = new("pause()");
    static readonly AbiFunction s_unpause = new("unpause()");
    static readonly AbiFunction s_pausedUntil = new("pausedUntil()");
    static readonly AbiFunction s_payInAddress = new("payInAddress()");
    static readonly AbiFunction s_collect = new("collect()");
    static readonly AbiFunction s_returnExcess = new("returnExcess()");
    static readonly AbiFunction s_nonces = new("nonces(address)");
    static readonly AbiFunction s_permit = new("permit(address,address,uint256,uint256,uint8,bytes32,bytes32)");
    static readonly AbiFunction s_permitBySignature = new("permit(address,address,uint256,uint256,bytes)");

    static IReadOnlyList<AbiFunction> MembershipFunctions =>
    [
        s_syncMember, s_recover, s_memberCache, s_members, s_pause, s_unpause, s_pausedUntil, s_payInAddress, s_collect, s_returnExcess,
        s_nonces, s_permit, s_permitBySignature,
    ];

    /// <summary>Anyone: the loan copies the account's membership and freeze from the allow-list.</summary>
    public static byte[] EncodeSyncMember(Address account) => s_syncMember.Call().Address(account).ToByteArray();

    /// <summary>Anyone, once the allow-list names a replacement.</summary>
    public static byte[] EncodeRecover(Address lost) => s_recover.Call().Address(lost).ToByteArray();

    public static byte[] EncodeMemberCache(Address account) => s_memberCache.Call().Address(account).ToByteArray();

    /// <summary>What the loan last saw in the allow-list.</summary>
    public static OnChainMember DecodeMemberCache(byte[] returned) => OnChainMember.Decode(returned);

    public static byte[] EncodeMembers() => s_members.Encode();

    public static Address DecodeMembers(byte[] returned) => Returned.Address(returned);

    /// <summary>Sent by the guardian or the admin.</summary>
    public static byte[] EncodePause() => s_pause.Encode();

    /// <summary>Sent by the guardian or the admin.</summary>
    public static byte[] EncodeUnpause() => s_unpause.Encode();

    public static byte[] EncodePausedUntil() => s_pausedUntil.Encode();

    /// <summary>Unix seconds at which the last pause ends or ended; 0 if there was none.</summary>
    public static BigInteger DecodePausedUntil(byte[] returned) => Returned.UInt(returned);

    public static byte[] EncodePayInAddress() => s_payInAddress.Encode();

    /// <summary>Where the borrower can pay by plain transfer.</summary>
    public static Address DecodePayInAddress(byte[] returned) => Returned.Address(returned);

    /// <summary>
    /// Sent by the originator, the operator or the borrower: a repayment from the pay-in address. Its payment id is its round, counted from 1.
    /// </summary>
    public static byte[] EncodeCollect() => s_collect.Encode();

    /// <summary>Anyone, when the loan has ended: the rest at the pay-in address goes to the borrower.</summary>
    public static byte[] EncodeReturnExcess() => s_returnExcess.Encode();

    public static byte[] EncodeNonces(Address owner) => s_nonces.Call().Address(owner).ToByteArray();

    /// <summary>The nonce of the owner's next permit.</summary>
    public static BigInteger DecodeNonces(byte[] returned) => Returned.UInt(returned);

    /// <summary>EIP-2612, signed by the owner's key.</summary>
    public static byte[] EncodePermit(Address owner, Address spender, BigInteger value, BigInteger deadline, int v, Hash32 r, Hash32 s) =>
        s_permit.Call().Address(owner).Address(spender).UInt(value).UInt(deadline).UInt(v, 8).Bytes32(r).Bytes32(s).ToByteArray();

    /// <summary>The same for any wallet, also one that is a contract (EIP-1271).</summary>
    public static byte[] EncodePermit(Address owner, Address spender, BigInteger value, BigInteger deadline, ReadOnlyMemory<byte> signature) =>
        s_permitBySignature.Call().Address(owner).Address(spender).UInt(value).UInt(deadline).Bytes(signature.Span).ToByteArray();
}
