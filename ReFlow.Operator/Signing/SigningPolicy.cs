using System.Collections.Frozen;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Data;

namespace ReFlow.Operator.Signing;

/// <summary>
/// What the operator's key may sign: one of three calls without arguments, to a loan that our factory made, without ether.
/// The factory on the chain is asked, not the read model, so that a wrong row cannot widen the policy.
/// </summary>
sealed class SigningPolicy(EthereumClient chain, ContractAddresses contracts)
{
    static readonly FrozenDictionary<OperatorPurpose, byte[]> s_calls = new Dictionary<OperatorPurpose, byte[]>
    {
        [OperatorPurpose.DrawDown] = LoanContract.EncodeDrawDown(),
        [OperatorPurpose.Cancel] = LoanContract.EncodeCancel(),
        [OperatorPurpose.DeclareDefault] = LoanContract.EncodeDeclareDefault(),
    }.ToFrozenDictionary();

    /// <summary>The call data for <paramref name="purpose"/>.</summary>
    public static byte[] CallDataFor(OperatorPurpose purpose) => s_calls[purpose];

    /// <exception cref="SigningRefusedException">The receiver or the call is not on the list.</exception>
    public async Task EnsureAllowedAsync(Address receiver, ReadOnlyMemory<byte> callData, CancellationToken cancellationToken)
    {
        if (!s_calls.Values.Any(allowed => callData.Span.SequenceEqual(allowed)))
            throw new SigningRefusedException($"The operator signs only drawDown, cancel and declareDefault, seen {Hex.Encode(callData.Span)}.");

        if (!await IsLoanAsync(receiver, cancellationToken))
            throw new SigningRefusedException($"The operator signs only for loans of the factory {contracts.Factory}; {receiver} is not one.");
    }

    /// <summary>Whether the factory on the chain made this loan; on a chain without the factory nothing is one.</summary>
    public async Task<bool> IsLoanAsync(Address account, CancellationToken cancellationToken)
    {
        var answer = await chain.CallAsync(contracts.Factory, LoanFactoryContract.EncodeIsLoan(account), cancellationToken);
        return answer.Length > 0 && LoanFactoryContract.DecodeIsLoan(answer);
    }

    /// <summary>Whether the factory on the chain still knows this originator.</summary>
    public async Task<bool> IsOriginatorAsync(Address account, CancellationToken cancellationToken) =>
        LoanFactoryContract.DecodeIsOriginator(await chain.CallAsync(contracts.Factory, LoanFactoryContract.EncodeIsOriginator(account), cancellationToken));
}
