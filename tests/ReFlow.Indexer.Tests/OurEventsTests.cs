using System.Text;
using System.Text.Json;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Indexer.Chain;

namespace ReFlow.Indexer.Tests;

/// <summary>Which events a block is doubted for, against the ABIs of the contracts that the indexer reads.</summary>
public sealed class OurEventsTests
{
    [Fact]
    public void Our_events_are_those_of_factory_loans_allow_list_and_market_and_no_others()
    {
        ContractArtifact[] read = [ContractArtifact.LoanFactory, ContractArtifact.Loan, ContractArtifact.Members, ContractArtifact.Market];

        var expected = read.SelectMany(artifact => artifact.Abi.EnumerateArray())
            .Where(item => item.GetProperty("type").ValueEquals("event"))
            .Select(item => Keccak256.Hash(Encoding.ASCII.GetBytes(item.GetProperty("name").GetString() + Tuple(item.GetProperty("inputs")))))
            .Distinct();

        Assert.Equal(expected.Order(), OurEvents.Topics.Order());
    }

    static string Tuple(JsonElement inputs) => $"({string.Join(',', inputs.EnumerateArray().Select(TypeOf))})";

    static string TypeOf(JsonElement input) =>
        input.TryGetProperty("components", out var components) ? Tuple(components) : input.GetProperty("type").GetString()!;
}
