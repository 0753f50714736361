using System.Buffers.Binary;
using System.Numerics;

namespace ReFlow.Chain.Rlp;

/// <summary>
/// Recursive Length Prefix, Ethereum's encoding of byte strings and lists (Yellow Paper, appendix B). Writes into one growing buffer; a list
/// is written in place and its header inserted when it ends.
/// </summary>
sealed class RlpWriter
{
    byte[] _buffer = new byte[512];
    int _length;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Bytes before the RLP, such as a transaction type.</summary>
    public void WriteRaw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _length += bytes.Length;
    }

    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes is not [< 0x80])
            WriteHeader(_length, bytes.Length, shortOffset: 0x80);
        WriteRaw(bytes);
    }

    /// <summary>A non-negative integer: big-endian without leading zero bytes, so zero is the empty string.</summary>
    public void WriteInteger(BigInteger value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Span<byte> bytes = stackalloc byte[64];
        if (!value.TryWriteBytes(bytes, out var written, isUnsigned: true, isBigEndian: true))
            throw new ArgumentOutOfRangeException(nameof(value), "An RLP integer here has at most 512 bits.");
        WriteBytes(value.IsZero ? [] : bytes[..written]);
    }

    /// <summary>Marks where a list begins; hand the mark to <see cref="EndList"/>.</summary>
    public int BeginList() => _length;

    public void EndList(int begin) => WriteHeader(begin, _length - begin, shortOffset: 0xC0);

    // Inserts the header for a payload of the given length at a position, moving what follows.
    void WriteHeader(int position, int payloadLength, byte shortOffset)
    {
        Span<byte> header = stackalloc byte[5];
        int headerLength;
        if (payloadLength <= 55)
        {
            header[0] = (byte)(shortOffset + payloadLength);
            headerLength = 1;
        }
        else
        {
            BinaryPrimitives.WriteInt32BigEndian(header[1..], payloadLength);
            var zeros = BitOperations.LeadingZeroCount((uint)payloadLength) / 8;
            var lengthBytes = sizeof(int) - zeros;
            header[(1 + zeros)..].CopyTo(header[1..]);
            header[0] = (byte)(shortOffset + 55 + lengthBytes);
            headerLength = 1 + lengthBytes;
        }

        Reserve(headerLength);
        _buffer.AsSpan(position, _length - position).CopyTo(_buffer.AsSpan(position + headerLength));
        header[..headerLength].CopyTo(_buffer.AsSpan(position));
        _length += headerLength;
    }

    Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _length < count)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
        return _buffer.AsSpan(_length, count);
    }
}
