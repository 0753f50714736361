using System.Text.Json;

namespace ReFlow.Chain.Tests;

/// <summary>Reads the vectors that tests/conformance/chain-vectors.mjs wrote with viem and ethers.</summary>
static class VectorFile
{
    static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    public static IReadOnlyList<T> Read<T>(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Vectors", name + ".json");
        var cases = JsonSerializer.Deserialize<T[]>(File.ReadAllBytes(path), s_options)!;
        Assert.NotEmpty(cases);
        return cases;
    }
}
