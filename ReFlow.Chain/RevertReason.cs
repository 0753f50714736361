using System.Collections.Frozen;
using System.Numerics;
using System.Text;
using System.Text.Json;
using ReFlow.Chain.Abi;
using ReFlow.Chain.Contracts;

namespace ReFlow.Chain;

/// <summary>
/// Turns revert data into words: Solidity's Error(string) and Panic(uint256), and the custom errors of our contracts as
/// "TicketTooSmall(received: 5, minimum: 10)". Unknown data stays hex.
/// </summary>
static class RevertReason
{
    const int MaxLength = 512;

    static readonly byte[] s_errorString = [.. new AbiFunction("Error(string)").Selector];
    static readonly byte[] s_panic = [.. new AbiFunction("Panic(uint256)").Selector];
    static readonly Lazy<FrozenDictionary<uint, CustomError>> s_customErrors = new(LoadCustomErrors);

    public static string Describe(ReadOnlySpan<byte> revertData)
    {
        if (revertData.IsEmpty)
            return "without a reason";
        var described = TryDecode(revertData) ?? Hex.Encode(revertData);
        return described.Length <= MaxLength ? described : described[..MaxLength] + "…";
    }

    static string? TryDecode(ReadOnlySpan<byte> revertData)
    {
        if (revertData.Length < AbiFunction.SelectorLength)
            return null;
        var arguments = new AbiDecoder(revertData[AbiFunction.SelectorLength..]);
        try
        {
            if (revertData.StartsWith(s_errorString))
                return arguments.String();
            if (revertData.StartsWith(s_panic))
                return DescribePanic(arguments.UInt());
            return s_customErrors.Value.TryGetValue(Key(revertData), out var error) ? error.Describe(ref arguments) : null;
        }
        catch (AbiException)
        {
            // Another contract's data that only looks like one of these: the caller shows it as hex.
            return null;
        }
    }

    // Solidity documentation, "Panic via assert and Error via require".
    static string DescribePanic(BigInteger code) => (int)BigInteger.Min(code, int.MaxValue) switch
    {
        0x01 => "Panic: an assertion failed",
        0x11 => "Panic: arithmetic overflow",
        0x12 => "Panic: division by zero",
        0x21 => "Panic: no such enum value",
        0x31 => "Panic: pop of an empty array",
        0x32 => "Panic: array index out of bounds",
        0x41 => "Panic: out of memory",
        var other => $"Panic: code 0x{other:x2}",
    };

    static FrozenDictionary<uint, CustomError> LoadCustomErrors()
    {
        ContractArtifact[] artifacts =
        [
            ContractArtifact.TetherUsd, ContractArtifact.Members, ContractArtifact.LoanFactory, ContractArtifact.Loan, ContractArtifact.Market,
            ContractArtifact.Batch, ContractArtifact.Lens, ContractArtifact.PlatformAdmin,
        ];
        return artifacts
            .SelectMany(artifact => artifact.Abi.EnumerateArray())
            .Where(item => item.GetProperty("type").ValueEquals("error"))
            .Select(item => new CustomError(item))
            .DistinctBy(error => error.Key)
            .ToFrozenDictionary(error => error.Key);
    }

    static uint Key(ReadOnlySpan<byte> selector) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(selector);

    sealed class CustomError
    {
        readonly string _name;
        readonly (string Name, string Type)[] _inputs;

        public CustomError(JsonElement item)
        {
            _name = item.GetProperty("name").GetString()!;
            _inputs = [.. item.GetProperty("inputs").EnumerateArray()
                .Select(input => (input.GetProperty("name").GetString()!, input.GetProperty("type").GetString()!))];
            Key = RevertReason.Key(new AbiFunction($"{_name}({string.Join(',', _inputs.Select(input => input.Type))})").Selector);
        }

        public uint Key { get; }

        public string Describe(ref AbiDecoder arguments)
        {
            var text = new StringBuilder(_name).Append('(');
            foreach (var (name, type) in _inputs)
                text.Append(text[^1] == '(' ? "" : ", ").Append(name).Append(": ").Append(DescribeArgument(type, ref arguments));
            return text.Append(')').ToString();
        }

        static string DescribeArgument(string type, ref AbiDecoder arguments) => type switch
        {
            "address" => arguments.Address().ToString(),
            "bytes32" => arguments.Bytes32().ToString(),
            "bytes4" => arguments.Bytes4().ToString(),
            "bool" => arguments.Bool() ? "true" : "false",
            "string" => arguments.String(),
            "bytes" => Hex.Encode(arguments.Bytes()),
            _ when type.StartsWith("uint", StringComparison.Ordinal) => arguments.UInt().ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => throw new AbiException($"Expected an argument type that our contracts' errors use, seen {type}."),
        };
    }
}
