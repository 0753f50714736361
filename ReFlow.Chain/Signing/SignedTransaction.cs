namespace ReFlow.Chain.Signing;

/// <summary>A transaction ready to broadcast.</summary>
/// <param name="Raw">The bytes for <c>eth_sendRawTransaction</c>.</param>
/// <param name="Hash">Under which the chain will know it.</param>
public sealed record SignedTransaction(byte[] Raw, Hash32 Hash);
