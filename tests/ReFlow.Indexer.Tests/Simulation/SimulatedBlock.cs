using System.Globalization;
using System.Text;
using ReFlow.Chain;

namespace ReFlow.Indexer.Tests.Simulation;

/// <summary>A block as a node answers it, and what a branch needs to go on from it.</summary>
sealed class SimulatedBlock
{
    SimulatedBlock(long number, Hash32 hash, SimulatedState state, IReadOnlyList<SimulatedAction> actions, string header, IReadOnlyList<(Address Contract, string Json, bool LeavesATrace)> logs) =>
        (Number, Hash, State, Actions, Header, Logs) = (number, hash, state, actions, header, logs);

    public long Number { get; }

    public Hash32 Hash { get; }

    public SimulatedState State { get; }

    public IReadOnlyList<SimulatedAction> Actions { get; }

    /// <summary>JSON.</summary>
    public string Header { get; }

    /// <summary>A log leaves a trace when the block's bloom and indices show its absence: all do but a last one that repeats others' contract and topics.</summary>
    public IReadOnlyList<(Address Contract, string Json, bool LeavesATrace)> Logs { get; }

    /// <param name="salt">Makes blocks of the same number and content different ones.</param>
    public static SimulatedBlock Mine(SimulatedBlock? parent, IReadOnlyList<SimulatedAction> actions, int salt)
    {
        var number = parent is null ? 0 : parent.Number + 1;
        var parentHash = parent?.Hash ?? default;
        var hash = Keccak256.Hash(Encoding.UTF8.GetBytes($"{parentHash} {number} {salt}"));
        var state = parent?.State ?? SimulatedState.Empty;
        var entries = new List<LogEntry>();
        foreach (var (index, action) in actions.Index())
        {
            (state, var logs) = state.Apply(action);
            var transaction = Keccak256.Hash(Encoding.UTF8.GetBytes($"transaction {action.Id}"));
            foreach (var log in logs)
                entries.Add(new LogEntry(log.Contract, log.Topics, log.Data, number, hash, transaction, index, entries.Count));
        }

        var bloom = LogsBloom.Of(entries);
        var header = string.Create(CultureInfo.InvariantCulture,
            $$"""{"number":"0x{{number:x}}","hash":"{{hash}}","parentHash":"{{parentHash}}","timestamp":"0x{{1_800_000_000 + (number * 2):x}}","logsBloom":"{{bloom}}"}""");
        return new SimulatedBlock(number, hash, state, actions, header, [.. entries.Select(entry => (entry.Address, Json(entry), entry.LogIndex < entries.Count - 1 || !LogsBloom.Of(entries.SkipLast(1)).Equals(bloom)))]);
    }

    static string Json(LogEntry log) => string.Create(CultureInfo.InvariantCulture,
        $$"""
        {"address":"{{log.Address}}","topics":[{{string.Join(',', log.Topics.Select(topic => $"\"{topic}\""))}}],"data":"{{Hex.Encode(log.Data)}}","blockNumber":"0x{{log.BlockNumber:x}}","blockHash":"{{log.BlockHash}}","transactionHash":"{{log.TransactionHash}}","transactionIndex":"0x{{log.TransactionIndex:x}}","logIndex":"0x{{log.LogIndex:x}}","removed":false}
        """);
}
