using System.Numerics;
using ReFlow.Chain;
using ReFlow.Chain.Signing;
using ReFlow.Data;

namespace ReFlow.Operator.Signing;

/// <summary>The only code that touches the operator's key. It signs nothing that <see cref="SigningPolicy"/> does not allow.</summary>
sealed class PolicySigner(PrivateKey key, long chainId, SigningPolicy policy)
{
    public Address Sender => key.Address;

    public long ChainId => chainId;

    /// <summary>Signs the call for <paramref name="purpose"/>; deterministic (RFC 6979), so the same input gives the same bytes.</summary>
    /// <exception cref="SigningRefusedException">The policy refused.</exception>
    public Task<SignedTransaction> SignAsync(
        OperatorPurpose purpose, Address loan, long nonce, long gasLimit, TransactionFees fees, CancellationToken cancellationToken) =>
        SignAsync(loan, SigningPolicy.CallDataFor(purpose), nonce, gasLimit, fees, cancellationToken);

    /// <summary>Signs a call to <paramref name="receiver"/> if the policy allows it.</summary>
    /// <exception cref="SigningRefusedException">The policy refused.</exception>
    internal async Task<SignedTransaction> SignAsync(
        Address receiver, byte[] callData, long nonce, long gasLimit, TransactionFees fees, CancellationToken cancellationToken)
    {
        await policy.EnsureAllowedAsync(receiver, callData, cancellationToken);
        return new Eip1559Transaction(
            chainId, nonce, fees.MaxPriorityFeePerGasWei, fees.MaxFeePerGasWei, gasLimit, receiver, Value: BigInteger.Zero, callData).Sign(key);
    }
}

/// <summary>EIP-1559 fees in wei per gas.</summary>
readonly record struct TransactionFees(BigInteger MaxFeePerGasWei, BigInteger MaxPriorityFeePerGasWei);
