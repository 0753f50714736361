using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using ReFlow.Chain.Json;

namespace ReFlow.Chain.JsonRpc;

/// <summary>The JSON of requests.</summary>
static class JsonRpcBody
{
    public static byte[] Write(JsonRpcCall[] calls, bool asBatch, long firstId)
    {
        Debug.Assert(asBatch || calls.Length == 1, "Only a batch carries several calls.");
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            if (asBatch)
                writer.WriteStartArray();
            for (var i = 0; i < calls.Length; i++)
                WriteCall(writer, calls[i], firstId + i);
            if (asBatch)
                writer.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static void WriteCall(Utf8JsonWriter writer, JsonRpcCall call, long id)
    {
        writer.WriteStartObject();
        writer.WriteString("jsonrpc"u8, "2.0"u8);
        writer.WriteNumber("id"u8, id);
        writer.WriteString("method"u8, call.Method);
        writer.WritePropertyName("params"u8);
        JsonSerializer.Serialize(writer, call.Params, ChainJson.Options);
        writer.WriteEndObject();
    }
}
