using System.Text;
using System.Text.Json;

namespace ReFlow.Contracts.Tests;

/// <summary>The Solidity tests by name, and their results from one <c>forge test</c> per test assembly.</summary>
static class ForgeTestRun
{
    static readonly Lazy<Task<IReadOnlyDictionary<(string Contract, string Test), ForgeTestResult>>> s_results = new(RunAsync);

    /// <summary>Every Solidity test: its file and contract, and its name.</summary>
    public static async Task<IReadOnlyList<(string Contract, string Test)>> ListAsync()
    {
        var output = await Forge.RunAsync("test", "--list", "--json");
        using var document = Parse(output);
        return [.. from file in document.RootElement.EnumerateObject()
                   from contract in file.Value.EnumerateObject()
                   from test in contract.Value.EnumerateArray()
                   select ($"{file.Name}:{contract.Name}", test.GetString()!)];
    }

    /// <summary>The result of one test, or null when forge did not run it.</summary>
    public static async Task<ForgeTestResult?> ResultAsync(string contract, string test) =>
        (await s_results.Value).GetValueOrDefault((contract, test));

    static async Task<IReadOnlyDictionary<(string Contract, string Test), ForgeTestResult>> RunAsync()
    {
        using var document = Parse(await Forge.RunAsync("test", "--json"));
        return (from contract in document.RootElement.EnumerateObject()
                from test in contract.Value.GetProperty("test_results").EnumerateObject()
                select (contract.Name, test)).ToDictionary(
            found => (found.Name, found.test.Name.Split('(')[0]),
            found => ForgeTestResult.From(found.test.Value));
    }

    /// <summary>forge writes its JSON as one line; what is not JSON is its error message.</summary>
    static JsonDocument Parse(CommandOutput output)
    {
        var line = Array.Find(output.Output.Split('\n'), text => text.StartsWith('{'));
        return line is not null ? JsonDocument.Parse(line) : throw new InvalidOperationException($"forge said no JSON: {output.Combined}");
    }
}

/// <summary>One Solidity test's result; <paramref name="Explanation"/> is forge's reason, counterexample and logs.</summary>
sealed record ForgeTestResult(bool Passed, string Explanation)
{
    public static ForgeTestResult From(JsonElement result)
    {
        var explanation = new StringBuilder(result.GetProperty("status").GetString());
        foreach (var part in (string[])["reason", "counterexample", "decoded_logs"])
        {
            if (result.TryGetProperty(part, out var value) && value.ValueKind is not JsonValueKind.Null)
                explanation.AppendLine().Append(part).Append(": ").Append(value);
        }

        return new ForgeTestResult(result.GetProperty("status").ValueEquals("Success"), explanation.ToString());
    }
}
