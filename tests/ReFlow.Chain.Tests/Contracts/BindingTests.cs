using System.Reflection;
using System.Text.Json;
using ReFlow.Chain.Abi;
using ReFlow.Chain.Contracts;

namespace ReFlow.Chain.Tests.Contracts;

/// <summary>The bindings against the ABI that the compiler wrote.</summary>
public sealed class BindingTests
{
    public static TheoryData<string> Contracts => ["TetherUsd", "Members", "LoanFactory", "Loan", "Market", "Batch", "Lens"];

    [Theory]
    [MemberData(nameof(Contracts))]
    public void Every_bound_function_is_in_the_ABI_with_the_same_signature_and_selector(string contract)
    {
        var signatures = Items(contract, "function").ToDictionary(Signature);
        var functions = Binding<AbiFunction>(contract, "Functions");
        Assert.NotEmpty(functions);
        Assert.All(functions, function =>
        {
            Assert.Contains(function.Signature, signatures.Keys);
            Assert.Equal(Keccak256.Hash(System.Text.Encoding.ASCII.GetBytes(function.Signature)).ToByteArray()[..4], function.Selector.ToArray());
        });
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public void Every_bound_event_is_in_the_ABI_with_the_same_topic_and_its_first_arguments_indexed(string contract)
    {
        var events = Items(contract, "event").ToDictionary(Signature);
        var bound = Binding<AbiEvent>(contract, "Events");
        Assert.Equal(events.Count == 0, bound.Count == 0);
        Assert.All(bound, definition =>
        {
            var inputs = events[definition.Signature].GetProperty("inputs").EnumerateArray().Select(input => input.GetProperty("indexed").GetBoolean());
            Assert.Equal(inputs, inputs.Select((_, i) => i < definition.IndexedCount));
            Assert.Equal(Keccak256.Hash(System.Text.Encoding.ASCII.GetBytes(definition.Signature)), definition.Topic);
        });
    }

    [Theory]
    [InlineData("Members")]
    [InlineData("LoanFactory")]
    [InlineData("Loan")]
    [InlineData("Market")]
    public void Every_event_of_the_ABI_is_bound(string contract) => Assert.Equal(
        Items(contract, "event").Select(Signature).Order(StringComparer.Ordinal),
        Binding<AbiEvent>(contract, "Events").Select(definition => definition.Signature).Order(StringComparer.Ordinal));

    /// <summary>
    /// But for those that only wallets and other contracts ask: metadata (EIP-20), interfaces (EIP-165), domains (EIP-712, EIP-5267). USDT is
    /// left out: its issuer's powers are nothing that we call; and so is the PlatformAdmin, to which a multisig's own tools speak.
    /// </summary>
    [Theory]
    [InlineData("Market", "eip712Domain()")]
    [InlineData("Batch")]
    [InlineData("Lens")]
    [InlineData("Members", "checkNotLost(address)")]
    [InlineData("LoanFactory", "loanCode()")]
    [InlineData("Loan", "name()", "symbol()", "decimals()", "supportsInterface(bytes4)", "DOMAIN_SEPARATOR()", "eip712Domain()")]
    public void Every_function_of_the_ABI_is_bound(string contract, params string[] unbound) => Assert.Equal(
        Items(contract, "function").Select(Signature).Order(StringComparer.Ordinal),
        Binding<AbiFunction>(contract, "Functions").Select(function => function.Signature).Concat(unbound).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_encoder_and_every_function_field_belongs_to_the_bound_functions()
    {
        Type[] bindings =
        [
            typeof(Erc20Contract), typeof(TetherUsdContract), typeof(MembersContract), typeof(LoanFactoryContract), typeof(LoanContract),
            typeof(MarketContract), typeof(BatchContract), typeof(LensContract),
        ];
        foreach (var type in bindings)
        {
            var listed = (IReadOnlyList<AbiFunction>)Member(type, "Functions")!;
            var fields = type.GetFields(BindingFlags.Static | BindingFlags.NonPublic).Where(field => field.FieldType == typeof(AbiFunction));
            Assert.All(fields, field => Assert.Contains((AbiFunction)field.GetValue(null)!, listed));
        }
    }

    [Fact]
    public void Every_event_record_belongs_to_a_bound_contract()
    {
        var listed = Contracts.SelectMany(contract => Binding<AbiEvent>(contract.Data, "Events")).ToHashSet();
        var records = typeof(Invested).Assembly.GetTypes().Select(type => Member(type, "Definition")).OfType<AbiEvent>().ToList();
        Assert.Equal(37, records.Count);
        Assert.All(records, definition => Assert.Contains(definition, listed));
    }

    static IReadOnlyList<T> Binding<T>(string contract, string member) =>
        (IReadOnlyList<T>)Member(typeof(LoanContract).Assembly.GetType($"ReFlow.Chain.Contracts.{contract}Contract", throwOnError: true)!, member)!;

    static object? Member(Type type, string name) => type.GetProperty(name, BindingFlags.Static | BindingFlags.NonPublic)?.GetValue(null);

    static IEnumerable<JsonElement> Items(string contract, string kind) => Artifact(contract).Abi.EnumerateArray()
        .Where(item => item.GetProperty("type").ValueEquals(kind));

    static ContractArtifact Artifact(string contract) => contract switch
    {
        "TetherUsd" => ContractArtifact.TetherUsd,
        "Members" => ContractArtifact.Members,
        "LoanFactory" => ContractArtifact.LoanFactory,
        "Market" => ContractArtifact.Market,
        "Batch" => ContractArtifact.Batch,
        "Lens" => ContractArtifact.Lens,
        _ => ContractArtifact.Loan,
    };

    static string Signature(JsonElement item) => item.GetProperty("name").GetString() + Tuple(item.GetProperty("inputs"));

    static string Tuple(JsonElement inputs) => $"({string.Join(',', inputs.EnumerateArray().Select(TypeOf))})";

    static string TypeOf(JsonElement input)
    {
        var type = input.GetProperty("type").GetString()!;
        return type.StartsWith("tuple", StringComparison.Ordinal) ? Tuple(input.GetProperty("components")) + type["tuple".Length..] : type;
    }
}
