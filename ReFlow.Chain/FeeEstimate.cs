using System.Numerics;

namespace ReFlow.Chain;

/// <summary>EIP-1559 fees for a transaction to send now, in wei per gas.</summary>
/// <param name="MaxFeePerGas">Twice the base fee plus the priority fee: stays valid through six full blocks in a row.</param>
public sealed record FeeEstimate(BigInteger BaseFeePerGas, BigInteger MaxPriorityFeePerGas, BigInteger MaxFeePerGas);
