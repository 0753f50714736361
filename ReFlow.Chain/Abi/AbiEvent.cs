using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ReFlow.Chain.Abi;

/// <summary>Reads one event's arguments, first the indexed ones, then the data.</summary>
delegate T EventDecoding<out T>(AbiEventTopics topics, ref AbiDecoder data);

/// <summary>A contract event by its canonical signature, for example "Transfer(address,address,uint256)".</summary>
/// <param name="indexed">Positions of the indexed arguments, in order.</param>
sealed class AbiEvent(string signature, int[] indexed)
{
    /// <param name="signature">As in the ABI.</param>
    /// <param name="indexedCount">How many arguments are indexed; in our own contracts these are the first ones.</param>
    public AbiEvent(string signature, int indexedCount)
        : this(signature, [.. Enumerable.Range(0, indexedCount)])
    {
    }

    public string Signature { get; } = signature;

    /// <summary>Positions of the indexed arguments, in order.</summary>
    public IReadOnlyList<int> Indexed { get; } = indexed;

    /// <summary>keccak256 of the signature: the first topic of its logs.</summary>
    public Hash32 Topic { get; } = Keccak256.Hash(Encoding.UTF8.GetBytes(signature));

    /// <summary>False when the log is another event, or is not its strict encoding (then our contracts did not emit it).</summary>
    public bool TryDecode<T>(LogEntry log, EventDecoding<T> decode, [NotNullWhen(true)] out T? decoded)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(log);
        decoded = null;
        if (log.Topics.Count != 1 + Indexed.Count || log.Topics[0] != Topic)
            return false;
        try
        {
            var data = new AbiDecoder(log.Data);
            var result = decode(new AbiEventTopics(log.Topics), ref data);
            data.End();
            decoded = result;
            return true;
        }
        catch (AbiException)
        {
            return false;
        }
    }
}
