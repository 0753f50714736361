using System.Reflection;
using System.Text.Json;
using ReFlow.Chain.Contracts;

namespace ReFlow.Chain.Tests.Contracts;

/// <summary>The ABIs that the compiler wrote, of every artifact that is embedded.</summary>
static class CommittedAbi
{
    const string Prefix = "ReFlow.Chain.Contracts.";
    const string Suffix = ".json";

    public static IReadOnlyList<string> Contracts { get; } =
    [
        .. typeof(ContractArtifact).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <param name="kind">As in the ABI: function, event or error.</param>
    public static IReadOnlyList<JsonElement> Items(string contract, string kind)
    {
        var artifact = (ContractArtifact)typeof(ContractArtifact).GetProperty(contract, BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        return [.. artifact.Abi.EnumerateArray().Where(item => item.GetProperty("type").ValueEquals(kind))];
    }

    public static string Name(JsonElement item) => item.GetProperty("name").GetString()!;

    /// <summary>The canonical signature, as selectors and topics are hashed from.</summary>
    public static string Signature(JsonElement item) => Name(item) + Tuple(item.GetProperty("inputs"));

    static string Tuple(JsonElement inputs) => $"({string.Join(',', inputs.EnumerateArray().Select(TypeOf))})";

    static string TypeOf(JsonElement input)
    {
        var type = input.GetProperty("type").GetString()!;
        return type.StartsWith("tuple", StringComparison.Ordinal) ? Tuple(input.GetProperty("components")) + type["tuple".Length..] : type;
    }
}
