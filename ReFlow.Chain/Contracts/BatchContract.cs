using System.Numerics;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts;

/// <summary>One investment of several.</summary>
/// <param name="Amount">USDT base units to pay.</param>
public sealed record BatchInvestment(Address Loan, BigInteger Amount);

/// <summary>Claims, refunds and investments over many loans in one transaction, all or nothing. Amounts are base units.</summary>
public static class BatchContract
{
    static readonly AbiFunction s_claim = new("claim(address[],address)");
    static readonly AbiFunction s_refund = new("refund(address[],address)");
    static readonly AbiFunction s_invest = new("invest((address,uint256)[])");
    static readonly AbiFunction s_investWithPermit = new("investWithPermit((address,uint256)[],uint256,uint256,uint8,bytes32,bytes32)");
    static readonly AbiFunction s_factory = new("factory()");

    internal static IReadOnlyList<AbiFunction> Functions { get; } = [s_claim, s_refund, s_invest, s_investWithPermit, s_factory];

    /// <summary>None: the loans' own events name holder and investor.</summary>
    internal static IReadOnlyList<AbiEvent> Events { get; } = [];

    /// <summary>Anyone may send it; the holder gets the money.</summary>
    public static byte[] EncodeClaim(IReadOnlyList<Address> loans, Address holder) => s_claim.Call().Addresses(loans).Address(holder).ToByteArray();

    /// <summary>Anyone may send it; the holder gets the money.</summary>
    public static byte[] EncodeRefund(IReadOnlyList<Address> loans, Address holder) => s_refund.Call().Addresses(loans).Address(holder).ToByteArray();

    /// <summary>Sent by the investor, who has approved the batch contract for the sum.</summary>
    public static byte[] EncodeInvest(IReadOnlyList<BatchInvestment> investments) => Add(s_invest.Call(), investments).ToByteArray();

    /// <summary>The same with an EIP-2612 permit of the money for the batch contract, where the money has permits.</summary>
    public static byte[] EncodeInvestWithPermit(
        IReadOnlyList<BatchInvestment> investments, BigInteger value, BigInteger deadline, BigInteger v, Hash32 r, Hash32 s) =>
        Add(s_investWithPermit.Call(), investments).UInt(value).UInt(deadline).UInt(v, 8).Bytes32(r).Bytes32(s).ToByteArray();

    public static byte[] EncodeFactory() => s_factory.Encode();

    public static Address DecodeFactory(byte[] returned) => Returned.Address(returned);

    static AbiEncoder Add(AbiEncoder encoder, IReadOnlyList<BatchInvestment> investments) =>
        encoder.Items(investments, static (items, investment) => items.Address(investment.Loan).UInt(investment.Amount));
}
