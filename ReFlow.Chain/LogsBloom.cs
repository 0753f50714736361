namespace ReFlow.Chain;

/// <summary>
/// The 2048-bit filter of a block header over the addresses and topics of its logs (Yellow Paper, 4.3.1). Recomputed from a block's logs
/// it must equal the header's: this proves that a node left none out.
/// </summary>
public sealed class LogsBloom : IEquatable<LogsBloom>
{
    public const int Length = 256;

    readonly byte[] _bits;

    /// <exception cref="ArgumentException">The span is not 256 bytes long.</exception>
    public LogsBloom(ReadOnlySpan<byte> bits)
    {
        if (bits.Length != Length)
            throw new ArgumentException($"A logs bloom has {Length} bytes, seen {bits.Length}.", nameof(bits));
        _bits = bits.ToArray();
    }

    /// <summary>The bloom that a header must carry when these are all logs of its block.</summary>
    public static LogsBloom Of(IEnumerable<LogEntry> logs) => Of(logs, new BloomItems());

    /// <summary>As the other, with items that were hashed for other blocks.</summary>
    public static LogsBloom Of(IEnumerable<LogEntry> logs, BloomItems items)
    {
        ArgumentNullException.ThrowIfNull(logs);
        ArgumentNullException.ThrowIfNull(items);
        var bloom = new LogsBloom(new byte[Length]);
        foreach (var log in logs)
        {
            items.Of(log.Address).AddTo(bloom._bits);
            foreach (var topic in log.Topics)
                items.Of(topic).AddTo(bloom._bits);
        }

        return bloom;
    }

    /// <summary>True when no log can be in the block.</summary>
    public bool IsEmpty => !_bits.AsSpan().ContainsAnyExcept((byte)0);

    /// <summary>False when no log of the block comes from this contract; true may be a false positive.</summary>
    public bool MayContain(Address address) => MayContain(BloomItem.Of(address));

    /// <summary>False when no log of the block carries this topic; true may be a false positive.</summary>
    public bool MayContain(Hash32 topic) => MayContain(BloomItem.Of(topic));

    /// <summary>As the others, for an item that is asked about often.</summary>
    public bool MayContain(BloomItem item) => item.IsIn(_bits);

    public byte[] ToByteArray() => [.. _bits];

    public bool Equals(LogsBloom? other) => other is not null && _bits.AsSpan().SequenceEqual(other._bits);
    public override bool Equals(object? obj) => Equals(obj as LogsBloom);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(_bits);
        return hash.ToHashCode();
    }

    public override string ToString() => Hex.Encode(_bits);
}
