using System.Diagnostics.CodeAnalysis;
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
