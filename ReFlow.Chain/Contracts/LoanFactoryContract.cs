using System.Numerics;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts;

/// <summary>Creates the loans and knows which addresses are loans.</summary>
public static class LoanFactoryContract
{
    static readonly AbiFunction s_createLoan = new($"createLoan(bytes32,{OnChainLoanTerms.AbiType},string)");
    static readonly AbiFunction s_isLoan = new("isLoan(address)");
    static readonly AbiFunction s_loanCount = new("loanCount()");
    static readonly AbiFunction s_loanAt = new("loanAt(uint256)");
    static readonly AbiFunction s_loanAddress = new("loanAddress(bytes32)");
    static readonly AbiFunction s_usdt = new("usdt()");
    static readonly AbiFunction s_treasury = new("treasury()");
    static readonly AbiFunction s_admin = new("admin()");
    static readonly AbiFunction s_operator = new("operator()");
    static readonly AbiFunction s_isOriginator = new("isOriginator(address)");
    static readonly AbiFunction s_guardian = new("guardian()");
    static readonly AbiFunction s_members = new("members()");
    static readonly AbiFunction s_implementation = new("implementation()");
    static readonly AbiFunction s_loanCode = new("loanCode()");
    static readonly AbiFunction s_setTreasury = new("setTreasury(address)");
    static readonly AbiFunction s_setGuardian = new("setGuardian(address)");
    static readonly AbiFunction s_setOperator = new("setOperator(address)");
    static readonly AbiFunction s_minimumPlatformFeeBps = new("minimumPlatformFeeBps()");
    static readonly AbiFunction s_setMinimumPlatformFee = new("setMinimumPlatformFee(uint256)");
    static readonly AbiFunction s_setOriginator = new("setOriginator(address,bool)");

    internal static IReadOnlyList<AbiFunction> Functions { get; } =
    [
        s_createLoan, s_isLoan, s_loanCount, s_loanAt, s_loanAddress, s_usdt, s_treasury, s_admin, s_operator, s_isOriginator, s_setOperator,
        s_setOriginator, s_guardian, s_members, s_implementation, s_loanCode, s_setTreasury, s_setGuardian,
        s_minimumPlatformFeeBps, s_setMinimumPlatformFee,
    ];

    internal static IReadOnlyList<AbiEvent> Events { get; } =
    [
        LoanCreated.Definition, OperatorSet.Definition, TreasurySet.Definition, GuardianSet.Definition, OriginatorSet.Definition,
        MinimumPlatformFeeSet.Definition,
    ];

    /// <summary>Sent by the admin, the operator or an originator.</summary>
    public static byte[] EncodeCreateLoan(Hash32 loanId, OnChainLoanTerms terms, string metadataUri)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return terms.Encode(s_createLoan.Call().Bytes32(loanId)).String(metadataUri).ToByteArray();
    }

    public static byte[] EncodeIsLoan(Address account) => s_isLoan.Call().Address(account).ToByteArray();

    public static byte[] EncodeLoanCount() => s_loanCount.Encode();

    public static byte[] EncodeLoanAt(BigInteger index) => s_loanAt.Call().UInt(index).ToByteArray();

    public static byte[] EncodeLoanAddress(Hash32 loanId) => s_loanAddress.Call().Bytes32(loanId).ToByteArray();

    public static byte[] EncodeUsdt() => s_usdt.Encode();

    public static byte[] EncodeTreasury() => s_treasury.Encode();

    public static byte[] EncodeAdmin() => s_admin.Encode();

    public static byte[] EncodeOperator() => s_operator.Encode();

    public static byte[] EncodeIsOriginator(Address account) => s_isOriginator.Call().Address(account).ToByteArray();

    public static byte[] EncodeGuardian() => s_guardian.Encode();

    public static byte[] EncodeMembers() => s_members.Encode();

    public static byte[] EncodeImplementation() => s_implementation.Encode();

    /// <summary>Sent by a loan under construction, which gets its code as raw bytes; for anyone else it reverts with NoLoanCode.</summary>
    public static byte[] EncodeLoanCode() => s_loanCode.Encode();

    /// <summary>Sent by the admin.</summary>
    public static byte[] EncodeSetTreasury(Address account) => s_setTreasury.Call().Address(account).ToByteArray();

    /// <summary>Sent by the admin.</summary>
    public static byte[] EncodeSetGuardian(Address account) => s_setGuardian.Call().Address(account).ToByteArray();

    /// <summary>Sent by the admin.</summary>
    public static byte[] EncodeSetOperator(Address account) => s_setOperator.Call().Address(account).ToByteArray();

    /// <summary>Sent by the admin.</summary>
    public static byte[] EncodeSetOriginator(Address account, bool allowed) =>
        s_setOriginator.Call().Address(account).Bool(allowed).ToByteArray();

    public static byte[] EncodeMinimumPlatformFeeBps() => s_minimumPlatformFeeBps.Encode();

    /// <summary>Sent by the admin; at most 2,000 basis points of the interest.</summary>
    public static byte[] EncodeSetMinimumPlatformFee(BigInteger bps) => s_setMinimumPlatformFee.Call().UInt(bps).ToByteArray();

    public static bool DecodeIsLoan(byte[] returned) => Returned.Bool(returned);

    public static int DecodeLoanCount(byte[] returned) => Returned.Count(returned);

    public static Address DecodeLoanAt(byte[] returned) => Returned.Address(returned);

    /// <summary>Where the loan of this id is or would be.</summary>
    public static Address DecodeLoanAddress(byte[] returned) => Returned.Address(returned);

    public static Address DecodeUsdt(byte[] returned) => Returned.Address(returned);

    public static Address DecodeTreasury(byte[] returned) => Returned.Address(returned);

    public static Address DecodeAdmin(byte[] returned) => Returned.Address(returned);

    public static Address DecodeOperator(byte[] returned) => Returned.Address(returned);

    public static bool DecodeIsOriginator(byte[] returned) => Returned.Bool(returned);

    /// <summary>Least platform fee of a loan that an originator creates, in basis points of its interest.</summary>
    public static BigInteger DecodeMinimumPlatformFeeBps(byte[] returned) => Returned.UInt(returned);

    public static Address DecodeGuardian(byte[] returned) => Returned.Address(returned);

    /// <summary>The allow-list of all loans of this factory.</summary>
    public static Address DecodeMembers(byte[] returned) => Returned.Address(returned);

    /// <summary>The contract that loans delegate to.</summary>
    public static Address DecodeImplementation(byte[] returned) => Returned.Address(returned);
}
