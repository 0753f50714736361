using System.Text.Json;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Tests.Contracts;

/// <summary>What a revert says, against the errors that the compiler wrote into the ABI.</summary>
public sealed class RevertReasonTests
{
    public static TheoryData<string, string> Errors =>
    [
        .. CommittedAbi.Contracts.SelectMany(contract => CommittedAbi.Items(contract, "error"))
            .Select(error => (CommittedAbi.Name(error), Types(error)))
            .Distinct(),
    ];

    /// <summary>The values are judged by viem's and ethers' encodings, in <see cref="ContractVectorTests"/>.</summary>
    [Theory]
    [MemberData(nameof(Errors))]
    public void Every_error_of_every_contract_is_told_by_its_name_with_its_arguments(string name, string types)
    {
        var encoder = new AbiEncoder(new AbiFunction($"{name}({types})").Selector);
        foreach (var type in types.Split(',', StringSplitOptions.RemoveEmptyEntries))
            Add(encoder, type);

        var described = RevertReason.Describe(encoder.ToByteArray());

        Assert.StartsWith($"{name}(", described, StringComparison.Ordinal);
        Assert.Equal(types.Count(character => character == ','), described.Count(character => character == ','));
    }

    static void Add(AbiEncoder encoder, string type)
    {
        if (type is "bytes" or "string" || type.EndsWith("[]", StringComparison.Ordinal))
            encoder.Bytes([]);
        else
            encoder.UInt(0);
    }

    static string Types(JsonElement error) => string.Join(',', error.GetProperty("inputs").EnumerateArray().Select(input => input.GetProperty("type").GetString()));
}
