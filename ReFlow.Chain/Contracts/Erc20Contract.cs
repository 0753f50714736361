using System.Numerics;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts;

/// <summary>What USDT and the loan tokens share (EIP-20). Amounts are base units of six decimals.</summary>
public static class Erc20Contract
{
    static readonly AbiFunction s_approve = new("approve(address,uint256)");
    static readonly AbiFunction s_transfer = new("transfer(address,uint256)");
    static readonly AbiFunction s_transferFrom = new("transferFrom(address,address,uint256)");
    static readonly AbiFunction s_allowance = new("allowance(address,address)");
    static readonly AbiFunction s_balanceOf = new("balanceOf(address)");
    static readonly AbiFunction s_totalSupply = new("totalSupply()");
    static readonly AbiFunction s_name = new("name()");
    static readonly AbiFunction s_symbol = new("symbol()");
    static readonly AbiFunction s_decimals = new("decimals()");

    internal static IReadOnlyList<AbiFunction> Functions { get; } =
        [s_approve, s_transfer, s_transferFrom, s_allowance, s_balanceOf, s_totalSupply, s_name, s_symbol, s_decimals];

    internal static IReadOnlyList<AbiEvent> Events { get; } = [Transfer.Definition, Approval.Definition];

    public static byte[] EncodeApprove(Address spender, BigInteger amount) => s_approve.Call().Address(spender).UInt(amount).ToByteArray();

    public static byte[] EncodeTransfer(Address to, BigInteger amount) => s_transfer.Call().Address(to).UInt(amount).ToByteArray();

    public static byte[] EncodeTransferFrom(Address from, Address to, BigInteger amount) =>
        s_transferFrom.Call().Address(from).Address(to).UInt(amount).ToByteArray();

    public static byte[] EncodeAllowance(Address owner, Address spender) => s_allowance.Call().Address(owner).Address(spender).ToByteArray();

    public static byte[] EncodeBalanceOf(Address holder) => s_balanceOf.Call().Address(holder).ToByteArray();

    public static byte[] EncodeTotalSupply() => s_totalSupply.Encode();

    public static byte[] EncodeName() => s_name.Encode();

    public static byte[] EncodeSymbol() => s_symbol.Encode();

    public static byte[] EncodeDecimals() => s_decimals.Encode();

    public static BigInteger DecodeAllowance(byte[] returned) => Returned.UInt(returned);

    public static BigInteger DecodeBalanceOf(byte[] returned) => Returned.UInt(returned);

    public static BigInteger DecodeTotalSupply(byte[] returned) => Returned.UInt(returned);

    public static string DecodeName(byte[] returned) => Returned.String(returned);

    public static string DecodeSymbol(byte[] returned) => Returned.String(returned);

    /// <summary>How many digits of an amount are after the point: six for USDT and loan tokens.</summary>
    public static int DecodeDecimals(byte[] returned) => (int)Returned.UInt(returned, 8);
}
