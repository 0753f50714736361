using ReFlow.Chain;

namespace ReFlow.Demo.Actions;

/// <summary>A call ready to be signed.</summary>
/// <param name="To">The contract.</param>
/// <param name="Data">Selector and arguments.</param>
/// <param name="GasLimit">Gas.</param>
sealed record ContractCall(Address To, byte[] Data, long GasLimit);
