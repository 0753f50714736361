using System.Text.Json;
using ReFlow.Chain.Rlp;

namespace ReFlow.Chain.Tests;

public sealed class RlpWriterTests
{
    sealed record Case(JsonElement Item, string Encoded);

    [Fact]
    public void Nested_lists_and_bytes_around_the_length_boundaries_equal_viem_and_ethers() => Assert.All(VectorFile.Read<Case>("rlp"), vector =>
    {
        var writer = new RlpWriter();
        Write(writer, vector.Item);
        Assert.Equal(vector.Encoded, Hex.Encode(writer.Written));
    });

    static void Write(RlpWriter writer, JsonElement item)
    {
        if (item.ValueKind == JsonValueKind.String)
        {
            writer.WriteBytes(Hex.Decode(item.GetString()));
            return;
        }

        var list = writer.BeginList();
        foreach (var inner in item.EnumerateArray())
            Write(writer, inner);
        writer.EndList(list);
    }
}
