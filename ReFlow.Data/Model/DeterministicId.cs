using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>
/// Ids that any run of the indexer computes alike: RFC 9562 version 8 UUIDs of SHA-256 over the table's name and the row's
/// natural key. A rebuilt database is therefore equal to the first one, row for row.
/// </summary>
public static class DeterministicId
{
    public static Guid ForUser(Address address) => Create("users", address.ToByteArray());

    public static Guid ForLoan(Address address) => Create("loans", address.ToByteArray());

    /// <summary>Id of the row that stands for an announced transaction while none of its events is indexed.</summary>
    public static Guid ForAnnouncement(Hash32 transactionHash) => Create("announced_transactions", transactionHash.ToByteArray());

    /// <summary>Id of the row that the event at <paramref name="logIndex"/> of the block's logs makes in <paramref name="table"/>.</summary>
    public static Guid ForEvent(string table, Hash32 transactionHash, int logIndex)
    {
        var key = new byte[36];
        transactionHash.ToByteArray().CopyTo(key, 0);
        BinaryPrimitives.WriteInt32BigEndian(key.AsSpan(32), logIndex);
        return Create(table, key);
    }

    static Guid Create(string table, ReadOnlySpan<byte> key)
    {
        // A zero byte ends the name, so that no name and key can be read as another name and key.
        var input = new byte[table.Length + 1 + key.Length];
        Encoding.ASCII.GetBytes(table, input);
        key.CopyTo(input.AsSpan(table.Length + 1));

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
