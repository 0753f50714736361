using System.Numerics;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts;

/// <summary>
/// Calls that change a loan. A loan is an ERC-20 token with six decimals: one token is one USDT of principal. Amounts are base units.
/// </summary>
public static partial class LoanContract
{
    static readonly AbiFunction s_invest = new("invest(uint256)");
    static readonly AbiFunction s_investFor = new("investFor(address,uint256)");
    static readonly AbiFunction s_cancel = new("cancel()");
    static readonly AbiFunction s_refund = new("refund()");
    static readonly AbiFunction s_refundFor = new("refundFor(address)");
    static readonly AbiFunction s_drawDown = new("drawDown()");
    static readonly AbiFunction s_sendFees = new("sendFees()");
    static readonly AbiFunction s_distribute = new("distribute(bytes32,uint256)");
    static readonly AbiFunction s_claimDistribution = new("claimDistribution()");
    static readonly AbiFunction s_claimDistributionTo = new("claimDistributionTo(address)");
    static readonly AbiFunction s_claimDistributionFor = new("claimDistributionFor(address)");
    static readonly AbiFunction s_declareDefault = new("declareDefault()");
    static readonly AbiFunction s_writeOff = new("writeOff()");

    // Not an initializer: those of the other part of this class may run later.
    internal static IReadOnlyList<AbiFunction> Functions =>
    [
        .. Erc20Contract.Functions,
        s_invest, s_cancel, s_refund, s_refundFor, s_drawDown, s_distribute, s_claimDistribution, s_claimDistributionTo, s_claimDistributionFor,
        s_declareDefault, s_writeOff, s_investFor, s_sendFees,
        .. MembershipFunctions,
        .. StandardFunctions,
        .. Views,
    ];

    internal static IReadOnlyList<AbiEvent> Events { get; } =
    [
        .. Erc20Contract.Events,
        NonceUsed.Definition, Invested.Definition, Refunded.Definition, Cancelled.Definition, DrawnDown.Definition, Distributed.Definition, Claimed.Definition,
        Defaulted.Definition, Repaid.Definition, WrittenOff.Definition, MemberCached.Definition, HolderRecovered.Definition, Paused.Definition,
        Unpaused.Definition, Collected.Definition, ExcessReturned.Definition, FeesOwed.Definition,
    ];

    /// <summary>The investor has approved the loan for the amount; gives the amount that arrived.</summary>
    public static byte[] EncodeInvest(BigInteger amount) => s_invest.Call().UInt(amount).ToByteArray();

    /// <summary>The same with the sender's money for <paramref name="investor"/>, who gets the tokens.</summary>
    public static byte[] EncodeInvestFor(Address investor, BigInteger amount) => s_investFor.Call().Address(investor).UInt(amount).ToByteArray();

    public static byte[] EncodeCancel() => s_cancel.Encode();

    public static byte[] EncodeRefund() => s_refund.Encode();

    public static byte[] EncodeRefundFor(Address holder) => s_refundFor.Call().Address(holder).ToByteArray();

    /// <summary>Sent by the originator, as long as the factory knows it, or the operator.</summary>
    public static byte[] EncodeDrawDown() => s_drawDown.Encode();

    /// <summary>Anyone: the treasury gets the fees that USDT refused to send to it before.</summary>
    public static byte[] EncodeSendFees() => s_sendFees.Encode();

    /// <summary>Sent by the originator or the operator, which has approved the loan; a payment id is at least 2^32 and accepted once.</summary>
    public static byte[] EncodeDistribute(Hash32 paymentId, BigInteger amount) => s_distribute.Call().Bytes32(paymentId).UInt(amount).ToByteArray();

    public static byte[] EncodeClaimDistribution() => s_claimDistribution.Encode();

    public static byte[] EncodeClaimDistributionTo(Address to) => s_claimDistributionTo.Call().Address(to).ToByteArray();

    public static byte[] EncodeClaimDistributionFor(Address holder) => s_claimDistributionFor.Call().Address(holder).ToByteArray();

    public static byte[] EncodeDeclareDefault() => s_declareDefault.Encode();

    /// <summary>Sent by the admin.</summary>
    public static byte[] EncodeWriteOff() => s_writeOff.Encode();

    public static byte[] EncodeApprove(Address spender, BigInteger amount) => Erc20Contract.EncodeApprove(spender, amount);

    public static byte[] EncodeTransfer(Address to, BigInteger amount) => Erc20Contract.EncodeTransfer(to, amount);
}
