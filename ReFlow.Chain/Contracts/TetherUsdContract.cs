using System.Numerics;
using ReFlow.Chain.Abi;
using ReFlow.Chain.Contracts.Tether;

namespace ReFlow.Chain.Contracts;

/// <summary>USDT. Its functions return nothing where EIP-20 says bool, so a transfer's return data is not to be decoded.</summary>
public static partial class TetherUsdContract
{
    // Not an initializer: those of the other parts of this class may run later.
    internal static IReadOnlyList<AbiFunction> Functions => [.. Erc20Contract.Functions, .. IssuerFunctions, .. Switches];

    internal static IReadOnlyList<AbiEvent> Events { get; } =
    [
        .. Erc20Contract.Events,
        Issue.Definition, Redeem.Definition, Params.Definition, AddedBlackList.Definition, RemovedBlackList.Definition,
        DestroyedBlackFunds.Definition, Pause.Definition, Unpause.Definition,
    ];

    /// <summary>USDT refuses to change one non-zero approval into another: approve zero first.</summary>
    public static byte[] EncodeApprove(Address spender, BigInteger amount) => Erc20Contract.EncodeApprove(spender, amount);

    public static byte[] EncodeTransfer(Address to, BigInteger amount) => Erc20Contract.EncodeTransfer(to, amount);

    public static byte[] EncodeAllowance(Address owner, Address spender) => Erc20Contract.EncodeAllowance(owner, spender);

    public static byte[] EncodeBalanceOf(Address holder) => Erc20Contract.EncodeBalanceOf(holder);

    public static BigInteger DecodeAllowance(byte[] returned) => Erc20Contract.DecodeAllowance(returned);

    public static BigInteger DecodeBalanceOf(byte[] returned) => Erc20Contract.DecodeBalanceOf(returned);
}
