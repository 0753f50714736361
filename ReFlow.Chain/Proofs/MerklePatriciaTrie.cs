using ReFlow.Chain.Rlp;

namespace ReFlow.Chain.Proofs;

/// <summary>
/// The root of a modified Merkle Patricia trie over given items (Yellow Paper, appendix D). Only the root is computed; nothing is stored.
/// </summary>
static class MerklePatriciaTrie
{
    const int NibbleCount = 16;

    /// <summary>The root under which a block header commits to a list: each item's key is the RLP of its index.</summary>
    public static Hash32 RootOfList(IReadOnlyList<byte[]> items)
    {
        var keyed = new List<KeyValuePair<byte[], byte[]>>(items.Count);
        for (var index = 0; index < items.Count; index++)
        {
            var key = new RlpWriter();
            key.WriteInteger(index);
            keyed.Add(new(key.Written.ToArray(), items[index]));
        }

        return Root(keyed);
    }

    /// <param name="items">Keys are distinct, values not empty.</param>
    public static Hash32 Root(IEnumerable<KeyValuePair<byte[], byte[]>> items)
    {
        Item[] sorted = [.. items.Select(item => new Item(ToNibbles(item.Key), item.Value))];
        Array.Sort(sorted, (one, other) => one.Path.AsSpan().SequenceCompareTo(other.Path));
        return Keccak256.Hash(EncodeNode(sorted, depth: 0));
    }

    static byte[] EncodeNode(ReadOnlySpan<Item> items, int depth)
    {
        var node = new RlpWriter();
        if (items.IsEmpty)
        {
            node.WriteBytes([]);
            return node.Written.ToArray();
        }

        var list = node.BeginList();
        // In sorted order the first and the last share exactly the prefix that all share.
        var shared = items[0].Path.AsSpan(depth).CommonPrefixLength(items[^1].Path.AsSpan(depth));
        if (items.Length == 1)
        {
            node.WriteBytes(CompactPath(items[0].Path.AsSpan(depth), isLeaf: true));
            node.WriteBytes(items[0].Value);
        }
        else if (shared > 0)
        {
            node.WriteBytes(CompactPath(items[0].Path.AsSpan(depth, shared), isLeaf: false));
            WriteReference(node, items, depth + shared);
        }
        else
        {
            WriteBranch(node, items, depth);
        }

        node.EndList(list);
        return node.Written.ToArray();
    }

    static void WriteBranch(RlpWriter node, ReadOnlySpan<Item> items, int depth)
    {
        // An item whose path ends here sorts before those that go on.
        var ending = items[0].Path.Length == depth ? items[0].Value : [];
        var rest = ending.Length > 0 ? items[1..] : items;
        for (var nibble = 0; nibble < NibbleCount; nibble++)
        {
            var count = 0;
            while (count < rest.Length && rest[count].Path[depth] == nibble)
                count++;
            if (count == 0)
                node.WriteBytes([]);
            else
                WriteReference(node, rest[..count], depth + 1);
            rest = rest[count..];
        }

        node.WriteBytes(ending);
    }

    // A node shorter than a hash stands in its parent itself.
    static void WriteReference(RlpWriter parent, ReadOnlySpan<Item> items, int depth)
    {
        var child = EncodeNode(items, depth);
        if (child.Length < Hash32.Length)
            parent.WriteRaw(child);
        else
            parent.WriteBytes(Keccak256.Hash(child).ToByteArray());
    }

    // Hex-prefix encoding (appendix C): two flags in front say whether it ends at a leaf and whether the number of nibbles is odd.
    static byte[] CompactPath(ReadOnlySpan<byte> nibbles, bool isLeaf)
    {
        var compact = new byte[(nibbles.Length / 2) + 1];
        var isOdd = nibbles.Length % 2 == 1;
        compact[0] = (byte)((isLeaf ? 0x20 : 0) | (isOdd ? 0x10 | nibbles[0] : 0));
        var even = isOdd ? nibbles[1..] : nibbles;
        for (var index = 0; index < even.Length; index += 2)
            compact[(index / 2) + 1] = (byte)((even[index] << 4) | even[index + 1]);
        return compact;
    }

    static byte[] ToNibbles(byte[] key)
    {
        var nibbles = new byte[key.Length * 2];
        for (var index = 0; index < key.Length; index++)
            (nibbles[index * 2], nibbles[(index * 2) + 1]) = ((byte)(key[index] >> 4), (byte)(key[index] & 0xF));
        return nibbles;
    }

    readonly record struct Item(byte[] Path, byte[] Value);
}
