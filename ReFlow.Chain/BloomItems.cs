namespace ReFlow.Chain;

/// <summary>
/// The bits of addresses and topics, each hashed once: logs of one range repeat them by the hundred. For one reader at a time; it grows
/// with what is looked up and is meant to be dropped with the range.
/// </summary>
public sealed class BloomItems
{
    readonly Dictionary<Address, BloomItem> _addresses = [];
    readonly Dictionary<Hash32, BloomItem> _topics = [];

    public BloomItem Of(Address address) =>
        _addresses.TryGetValue(address, out var item) ? item : _addresses[address] = BloomItem.Of(address);

    public BloomItem Of(Hash32 topic) =>
        _topics.TryGetValue(topic, out var item) ? item : _topics[topic] = BloomItem.Of(topic);
}
