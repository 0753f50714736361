using System.Reflection;
using System.Text;
using System.Text.Json;
using ReFlow.Chain.Abi;
using ReFlow.Chain.Contracts;
using ReFlow.Hosting.State;

namespace ReFlow.Chain.Tests.Contracts;

/// <summary>The bindings against the ABI that the compiler wrote: every function and every event of every contract, and nothing else.</summary>
public sealed class BindingTests
{
    public static TheoryData<string> Contracts => [.. CommittedAbi.Contracts];

    [Fact]
    public void Every_committed_artifact_is_embedded()
    {
        var files = Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Find(), "contracts", "artifacts"), "*.json");
        Assert.Equal(files.Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal), CommittedAbi.Contracts);
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public void Functions_are_those_of_the_ABI_with_their_signatures_and_selectors(string contract)
    {
        var functions = Bindings.FunctionsOf(contract);
        Assert.Equal(
            CommittedAbi.Items(contract, "function").Select(CommittedAbi.Signature).Order(StringComparer.Ordinal),
            functions.Select(function => function.Signature).Order(StringComparer.Ordinal));
        Assert.All(functions, function => Assert.Equal(Hash(function.Signature).ToByteArray()[..4], function.Selector.ToArray()));
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public void Every_function_has_an_encoder_and_every_question_a_decoder(string contract)
    {
        Type[] types = [Bindings.Of(contract), typeof(Erc20Contract)];
        Assert.All(CommittedAbi.Items(contract, "function"), function =>
        {
            var name = CommittedAbi.Name(function);
            var inputs = function.GetProperty("inputs").GetArrayLength();
            Assert.Contains(Methods("Encode"), method => method.GetParameters().Length == inputs);
            if (IsQuestion(function))
                Assert.NotEmpty(Methods("Decode"));

            IEnumerable<MethodInfo> Methods(string prefix) =>
                types.SelectMany(type => Bindings.Methods(type, prefix)).Where(method => Bindings.IsNamedAfter(method, prefix, name));
        });
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public void Events_are_those_of_the_ABI_with_their_topics_and_indexed_arguments(string contract)
    {
        var events = CommittedAbi.Items(contract, "event").ToDictionary(CommittedAbi.Signature);
        var bound = Bindings.EventsOf(contract);
        Assert.Equal(events.Keys.Order(StringComparer.Ordinal), bound.Select(definition => definition.Signature).Order(StringComparer.Ordinal));
        Assert.All(bound, definition =>
        {
            var inputs = events[definition.Signature].GetProperty("inputs").EnumerateArray();
            Assert.Equal(inputs.Index().Where(input => input.Item.GetProperty("indexed").GetBoolean()).Select(input => input.Index), definition.Indexed);
            Assert.Equal(Hash(definition.Signature), definition.Topic);
        });
    }

    [Fact]
    public void Every_function_field_belongs_to_the_bound_functions() => Assert.All(Bindings.Contracts, type =>
    {
        var listed = (IReadOnlyList<AbiFunction>)type.GetProperty("Functions", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;
        var fields = type.GetFields(BindingFlags.Static | BindingFlags.NonPublic).Where(field => field.FieldType == typeof(AbiFunction));
        Assert.All(fields, field => Assert.Contains((AbiFunction)field.GetValue(null)!, listed));
    });

    [Fact]
    public void Every_event_record_belongs_to_a_bound_contract_and_is_named_after_its_event()
    {
        var listed = CommittedAbi.Contracts.SelectMany(Bindings.EventsOf).ToHashSet();
        Assert.Equal(listed.Count, Bindings.Events.Count);
        Assert.All(Bindings.Events, record =>
        {
            var definition = Bindings.DefinitionOf(record.Value);
            Assert.Contains(definition, listed);
            Assert.StartsWith(record.Key + "(", definition.Signature, StringComparison.Ordinal);
        });
    }

    // One that changes something answers its transaction, which gets no answer.
    static bool IsQuestion(JsonElement function) => function.GetProperty("outputs").GetArrayLength() > 0
        && function.GetProperty("stateMutability").GetString() is "view" or "pure";

    static Hash32 Hash(string signature) => Keccak256.Hash(Encoding.ASCII.GetBytes(signature));
}
