namespace ReFlow.Chain.Abi;

/// <summary>Data that is not the strict ABI encoding of the expected type; the message names what was expected and seen.</summary>
public sealed class AbiException(string message) : Exception(message);
