using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts;

/// <summary>A loan exists from now on, in the state Funding.</summary>
/// <param name="MetadataUri">As the creator gave it: check it against the terms' document hash before trusting it.</param>
public sealed record LoanCreated(Hash32 LoanId, Address Loan, Address Originator, OnChainLoanTerms Terms, string MetadataUri)
{
    internal static AbiEvent Definition { get; } = new($"LoanCreated(bytes32,address,address,{OnChainLoanTerms.AbiType},string)", indexedCount: 3);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out LoanCreated? decoded) => Definition.TryDecode(
        log,
        (AbiEventTopics topics, ref AbiDecoder data) => new LoanCreated(
            topics.Bytes32(0), topics.Address(1), topics.Address(2), OnChainLoanTerms.Decode(ref data), data.String()),
        out decoded);
}

/// <summary>Another operator creates and services loans.</summary>
public sealed record OperatorSet(Address Operator)
{
    internal static AbiEvent Definition { get; } = new("OperatorSet(address)", indexedCount: 1);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out OperatorSet? decoded) => Definition.TryDecode(
        log, (AbiEventTopics topics, ref AbiDecoder _) => new OperatorSet(topics.Address(0)), out decoded);
}

/// <summary>Fees go to another address, those of existing loans too.</summary>
public sealed record TreasurySet(Address Treasury)
{
    internal static AbiEvent Definition { get; } = new("TreasurySet(address)", indexedCount: 1);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out TreasurySet? decoded) => Definition.TryDecode(
        log, (AbiEventTopics topics, ref AbiDecoder _) => new TreasurySet(topics.Address(0)), out decoded);
}

/// <summary>Another guardian may pause loans.</summary>
public sealed record GuardianSet(Address Guardian)
{
    internal static AbiEvent Definition { get; } = new("GuardianSet(address)", indexedCount: 1);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out GuardianSet? decoded) => Definition.TryDecode(
        log, (AbiEventTopics topics, ref AbiDecoder _) => new GuardianSet(topics.Address(0)), out decoded);
}

/// <summary>An account may, or may no longer, originate loans.</summary>
public sealed record OriginatorSet(Address Originator, bool Allowed)
{
    internal static AbiEvent Definition { get; } = new("OriginatorSet(address,bool)", indexedCount: 1);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out OriginatorSet? decoded) => Definition.TryDecode(
        log, (AbiEventTopics topics, ref AbiDecoder data) => new OriginatorSet(topics.Address(0), data.Bool()), out decoded);
}

/// <summary>Loans that originators create from now on leave the platform at least this part of their interest.</summary>
public sealed record MinimumPlatformFeeSet(BigInteger Bps)
{
    internal static AbiEvent Definition { get; } = new("MinimumPlatformFeeSet(uint256)", indexedCount: 0);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out MinimumPlatformFeeSet? decoded) => Definition.TryDecode(
        log, (AbiEventTopics _, ref AbiDecoder data) => new MinimumPlatformFeeSet(data.UInt()), out decoded);
}
