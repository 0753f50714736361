using System.Text.Json.Serialization;
using ReFlow.Chain.Json;
using ReFlow.Chain.Rlp;

namespace ReFlow.Chain.Proofs;

/// <summary>A transaction's receipt as the block commits to it (Yellow Paper, 4.3.1; EIP-658 status, EIP-2718 type).</summary>
/// <param name="Type">The transaction's EIP-2718 type; 0 for a legacy one, 0x7E for a deposit of an OP-stack chain.</param>
/// <param name="CumulativeGasUsed">Gas used in the block up to and with this transaction.</param>
/// <param name="DepositNonce">Deposits of OP-stack chains since Regolith; else null.</param>
/// <param name="DepositReceiptVersion">Deposits of OP-stack chains since Canyon; else null.</param>
public sealed record BlockReceipt(
    int TransactionIndex,
    int Type,
    [property: JsonPropertyName("status"), JsonConverter(typeof(ReceiptStatusConverter))] bool Succeeded,
    long CumulativeGasUsed,
    LogsBloom LogsBloom,
    IReadOnlyList<LogEntry> Logs,
    long? DepositNonce = null,
    long? DepositReceiptVersion = null)
{
    /// <summary>The bytes that the receipts trie holds. The bloom is computed from the logs, not taken from the node.</summary>
    internal byte[] Encode()
    {
        var writer = new RlpWriter();
        if (Type != 0)
            writer.WriteRaw([checked((byte)Type)]);
        var receipt = writer.BeginList();
        writer.WriteInteger(Succeeded ? 1 : 0);
        writer.WriteInteger(CumulativeGasUsed);
        writer.WriteBytes(LogsBloom.Of(Logs).ToByteArray());
        var logs = writer.BeginList();
        foreach (var log in Logs)
            Encode(writer, log);
        writer.EndList(logs);
        if (DepositNonce is { } nonce)
            writer.WriteInteger(nonce);
        if (DepositReceiptVersion is { } version)
            writer.WriteInteger(version);
        writer.EndList(receipt);
        return writer.Written.ToArray();
    }

    static void Encode(RlpWriter writer, LogEntry log)
    {
        var entry = writer.BeginList();
        writer.WriteBytes(log.Address.ToByteArray());
        var topics = writer.BeginList();
        foreach (var topic in log.Topics)
            writer.WriteBytes(topic.ToByteArray());
        writer.EndList(topics);
        writer.WriteBytes(log.Data);
        writer.EndList(entry);
    }
}
