using System.Numerics;
using System.Text.Json.Serialization;
using ReFlow.Chain.Json;

namespace ReFlow.Chain;

/// <summary>The outcome of a mined transaction. A reorg can still take it away until its block is final.</summary>
/// <param name="To">Null when the transaction created a contract.</param>
/// <param name="Succeeded">False when the transaction was mined and reverted: its fee is paid, its effects are not there.</param>
/// <param name="EffectiveGasPrice">Wei per gas actually paid.</param>
public sealed record TransactionReceipt(
    Hash32 TransactionHash,
    int TransactionIndex,
    long BlockNumber,
    Hash32 BlockHash,
    Address From,
    Address? To,
    [property: JsonPropertyName("status"), JsonConverter(typeof(ReceiptStatusConverter))] bool Succeeded,
    long GasUsed,
    BigInteger EffectiveGasPrice,
    IReadOnlyList<LogEntry> Logs,
    Address? ContractAddress = null);
