using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts;

/// <content>What wallets and other contracts ask a loan: its interfaces (EIP-165) and what permits are signed under (EIP-712, EIP-5267).</content>
public static partial class LoanContract
{
    static readonly AbiFunction s_supportsInterface = new("supportsInterface(bytes4)");
    static readonly AbiFunction s_domainSeparator = new("DOMAIN_SEPARATOR()");
    static readonly AbiFunction s_eip712Domain = new("eip712Domain()");

    static IReadOnlyList<AbiFunction> StandardFunctions => [s_supportsInterface, s_domainSeparator, s_eip712Domain];

    public static byte[] EncodeSupportsInterface(Bytes4 interfaceId) => s_supportsInterface.Call().Bytes4(interfaceId).ToByteArray();

    public static bool DecodeSupportsInterface(byte[] returned) => Returned.Bool(returned);

    public static byte[] EncodeDomainSeparator() => s_domainSeparator.Encode();

    /// <summary>The hash of <see cref="Eip712Domain"/>, as permits of this loan carry it on this chain.</summary>
    public static Hash32 DecodeDomainSeparator(byte[] returned) => Returned.Bytes32(returned);

    public static byte[] EncodeEip712Domain() => s_eip712Domain.Encode();

    public static Eip712Domain DecodeEip712Domain(byte[] returned) => Eip712Domain.Decode(returned);
}
