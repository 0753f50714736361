namespace ReFlow.Chain.Proofs;

/// <summary>A node's answer about a block contradicts the block's hash. Another node may tell the truth.</summary>
public sealed class LogProofException(string message) : Exception(message);
