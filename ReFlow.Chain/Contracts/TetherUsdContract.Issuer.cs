using System.Numerics;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts;

/// <content>The issuer's powers. What changes something is sent by the owner, on the development chain the admin.</content>
public static partial class TetherUsdContract
{
    static readonly AbiFunction s_issue = new("issue(address,uint256)");
    static readonly AbiFunction s_redeem = new("redeem(uint256)");
    static readonly AbiFunction s_setParams = new("setParams(uint256,uint256)");
    static readonly AbiFunction s_addBlackList = new("addBlackList(address)");
    static readonly AbiFunction s_removeBlackList = new("removeBlackList(address)");
    static readonly AbiFunction s_destroyBlackFunds = new("destroyBlackFunds(address)");
    static readonly AbiFunction s_pause = new("pause()");
    static readonly AbiFunction s_unpause = new("unpause()");
    static readonly AbiFunction s_owner = new("owner()");
    static readonly AbiFunction s_paused = new("paused()");
    static readonly AbiFunction s_isBlackListed = new("isBlackListed(address)");
    static readonly AbiFunction s_basisPointsRate = new("basisPointsRate()");
    static readonly AbiFunction s_maximumFee = new("maximumFee()");

    static IReadOnlyList<AbiFunction> IssuerFunctions =>
    [
        s_issue, s_redeem, s_setParams, s_addBlackList, s_removeBlackList, s_destroyBlackFunds, s_pause, s_unpause, s_owner, s_paused,
        s_isBlackListed, s_basisPointsRate, s_maximumFee,
    ];

    /// <summary>Creates USDT for anybody; the mainnet token creates it for its owner only.</summary>
    public static byte[] EncodeIssue(Address to, BigInteger amount) => s_issue.Call().Address(to).UInt(amount).ToByteArray();

    /// <summary>Burns the owner's own USDT.</summary>
    public static byte[] EncodeRedeem(BigInteger amount) => s_redeem.Call().UInt(amount).ToByteArray();

    /// <param name="feeBasisPoints">Of each transfer, taken from what arrives; below 20.</param>
    /// <param name="maxFee">At most this per transfer, in base units; below 50 USDT.</param>
    public static byte[] EncodeSetParams(BigInteger feeBasisPoints, BigInteger maxFee) => s_setParams.Call().UInt(feeBasisPoints).UInt(maxFee).ToByteArray();

    public static byte[] EncodeAddBlackList(Address account) => s_addBlackList.Call().Address(account).ToByteArray();

    public static byte[] EncodeRemoveBlackList(Address account) => s_removeBlackList.Call().Address(account).ToByteArray();

    /// <summary>Burns everything that a blacklisted account has.</summary>
    public static byte[] EncodeDestroyBlackFunds(Address account) => s_destroyBlackFunds.Call().Address(account).ToByteArray();

    /// <summary>No transfer by anybody, until <see cref="EncodeUnpause"/>.</summary>
    public static byte[] EncodePause() => s_pause.Encode();

    public static byte[] EncodeUnpause() => s_unpause.Encode();

    public static byte[] EncodeOwner() => s_owner.Encode();

    public static Address DecodeOwner(byte[] returned) => Returned.Address(returned);

    public static byte[] EncodePaused() => s_paused.Encode();

    public static bool DecodePaused(byte[] returned) => Returned.Bool(returned);

    public static byte[] EncodeIsBlackListed(Address account) => s_isBlackListed.Call().Address(account).ToByteArray();

    public static bool DecodeIsBlackListed(byte[] returned) => Returned.Bool(returned);

    public static byte[] EncodeBasisPointsRate() => s_basisPointsRate.Encode();

    /// <summary>Basis points of each transfer that go to the owner.</summary>
    public static BigInteger DecodeBasisPointsRate(byte[] returned) => Returned.UInt(returned);

    public static byte[] EncodeMaximumFee() => s_maximumFee.Encode();

    /// <summary>Most that a transfer costs, in base units.</summary>
    public static BigInteger DecodeMaximumFee(byte[] returned) => Returned.UInt(returned);
}
