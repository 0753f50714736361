using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReFlow.Chain.Json;

/// <summary>
/// Logs come by the hundred thousand, so they are read field by field from the bytes of the answer. As strict as the other values: a field
/// that is missing, null or malformed is a <see cref="JsonException"/>; unknown fields are passed over.
/// </summary>
sealed class LogEntryConverter : JsonConverter<LogEntry>
{
    const int Required = 0xFF;
    const int MaximumTopics = 4;

    static readonly AddressJsonConverter s_address = new();
    static readonly Hash32JsonConverter s_hash = new();
    static readonly HexBytesConverter s_bytes = new();
    static readonly LogTimestampConverter s_time = new();

    public override LogEntry Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("Expected a log.");

        var fields = default(Fields);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            fields.Seen |= ReadField(ref reader, ref fields, options);
        return fields.Seen == Required
            ? new LogEntry(
                fields.Address, fields.Topics!, fields.Data!, fields.BlockNumber, fields.BlockHash, fields.TransactionHash,
                fields.TransactionIndex, fields.LogIndex, fields.BlockTimestamp, fields.Removed)
            : throw new JsonException("Expected a log with address, topics, data, block, transaction and log index.");
    }

    public override void Write(Utf8JsonWriter writer, LogEntry value, JsonSerializerOptions options) =>
        throw new JsonException("A log is an answer and is never sent.");

    // Gives the bit of the required field that it read.
    static int ReadField(ref Utf8JsonReader reader, ref Fields fields, JsonSerializerOptions options)
    {
        if (Is(ref reader, "address"u8))
            return Set(out fields.Address, s_address.Read(ref reader, typeof(Address), options), 0);
        if (Is(ref reader, "topics"u8))
            return Set(out fields.Topics, ReadTopics(ref reader, options), 1);
        if (Is(ref reader, "data"u8))
            return Set(out fields.Data, s_bytes.Read(ref reader, typeof(byte[]), options), 2);
        if (Is(ref reader, "blockNumber"u8))
            return Set(out fields.BlockNumber, Int64QuantityConverter.ReadQuantity(ref reader), 3);
        if (Is(ref reader, "blockHash"u8))
            return Set(out fields.BlockHash, s_hash.Read(ref reader, typeof(Hash32), options), 4);
        if (Is(ref reader, "transactionHash"u8))
            return Set(out fields.TransactionHash, s_hash.Read(ref reader, typeof(Hash32), options), 5);
        if (Is(ref reader, "transactionIndex"u8))
            return Set(out fields.TransactionIndex, Int32QuantityConverter.ReadQuantity(ref reader), 6);
        if (Is(ref reader, "logIndex"u8))
            return Set(out fields.LogIndex, Int32QuantityConverter.ReadQuantity(ref reader), 7);

        if (Is(ref reader, "blockTimestamp"u8))
            fields.BlockTimestamp = reader.TokenType == JsonTokenType.Null ? null : s_time.Read(ref reader, typeof(DateTimeOffset?), options);
        else if (Is(ref reader, "removed"u8))
            fields.Removed = reader.TokenType is JsonTokenType.True or JsonTokenType.False ? reader.GetBoolean() : throw new JsonException("Expected true or false.");
        else
            reader.Skip();
        return 0;
    }

    // When it is, the reader stands on the value afterwards.
    static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(name) && reader.Read();

    static int Set<T>(out T field, T value, int bit)
    {
        field = value;
        return 1 << bit;
    }

    static Hash32[] ReadTopics(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("Expected topics.");
        var topics = new Hash32[MaximumTopics];
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (count == MaximumTopics)
                throw new JsonException($"Expected at most {MaximumTopics} topics.");
            topics[count++] = s_hash.Read(ref reader, typeof(Hash32), options);
        }

        return count == MaximumTopics ? topics : topics[..count];
    }

    struct Fields
    {
        public int Seen;
        public Address Address;
        public Hash32[]? Topics;
        public byte[]? Data;
        public long BlockNumber;
        public Hash32 BlockHash;
        public Hash32 TransactionHash;
        public int TransactionIndex;
        public int LogIndex;
        public DateTimeOffset? BlockTimestamp;
        public bool Removed;
    }
}
