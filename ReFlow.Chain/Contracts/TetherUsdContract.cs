using System.Numerics;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts;

/// <summary>USDT. Its functions return nothing where EIP-20 says bool, so a transfer's return data is not to be decoded.</summary>
public static class TetherUsdContract
{
    static readonly AbiFunction s_issue = new("issue(address,uint256)");

    internal static IReadOnlyList<AbiFunction> Functions { get; } = [.. Erc20Contract.Functions, s_issue];

    internal static IReadOnlyList<AbiEvent> Events => Erc20Contract.Events;

    /// <summary>Creates USDT; the development chain's owner (the admin) only.</summary>
    public static byte[] EncodeIssue(Address to, BigInteger amount) => s_issue.Call().Address(to).UInt(amount).ToByteArray();

    /// <summary>USDT refuses to change one non-zero approval into another: approve zero first.</summary>
    public static byte[] EncodeApprove(Address spender, BigInteger amount) => Erc20Contract.EncodeApprove(spender, amount);

    public static byte[] EncodeTransfer(Address to, BigInteger amount) => Erc20Contract.EncodeTransfer(to, amount);

    public static byte[] EncodeAllowance(Address owner, Address spender) => Erc20Contract.EncodeAllowance(owner, spender);

    public static byte[] EncodeBalanceOf(Address holder) => Erc20Contract.EncodeBalanceOf(holder);

    public static BigInteger DecodeAllowance(byte[] returned) => Erc20Contract.DecodeAllowance(returned);

    public static BigInteger DecodeBalanceOf(byte[] returned) => Erc20Contract.DecodeBalanceOf(returned);
}
