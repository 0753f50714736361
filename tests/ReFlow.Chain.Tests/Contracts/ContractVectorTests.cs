using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text.Json;
using ReFlow.Chain.Abi;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.JsonRpc;
using ReFlow.Domain;

namespace ReFlow.Chain.Tests.Contracts;

/// <summary>Every encoder and decoder of the bindings against viem and ethers, found by name so that none is left out.</summary>
public sealed class ContractVectorTests
{
    sealed record Call(string Contract, string Name, JsonElement[] Args, string Data);

    sealed record Return(string Contract, string Name, JsonElement Value, string Data);

    sealed record Event(string Contract, string Name, JsonElement[] Args, Hash32[] Topics, string Data);

    sealed record Error(string Contract, string Name, string Reason, string Data);

    [Fact]
    public void Every_encoder_gives_the_call_data_of_viem_and_ethers()
    {
        var calls = VectorFile.Read<Call>("calls");
        foreach (var encoder in Methods("Encode"))
        {
            // Overloads of a function differ in their number of arguments.
            var count = encoder.GetParameters().Length;
            var cases = calls.Where(call => Belongs(encoder, "Encode", call.Contract, call.Name) && call.Args.Length == count).ToList();
            Assert.NotEmpty(cases);
            Assert.All(cases, call =>
            {
                var arguments = encoder.GetParameters().Select((parameter, i) => FromJson(parameter.ParameterType, call.Args[i])).ToArray();
                Assert.Equal(call.Data, Hex.Encode((byte[])encoder.Invoke(null, arguments)!));
            });
        }
    }

    [Fact]
    public void Every_decoder_reads_the_return_data_of_viem_and_ethers()
    {
        var returns = VectorFile.Read<Return>("returns");
        foreach (var decoder in Methods("Decode"))
        {
            var cases = returns.Where(one => Belongs(decoder, "Decode", one.Contract, one.Name)).ToList();
            Assert.NotEmpty(cases);
            Assert.All(cases, one => Assert.Equal(Flatten(one.Value), Flatten(decoder.Invoke(null, [Hex.Decode(one.Data)]))));
        }
    }

    [Fact]
    public void Every_event_record_reads_the_logs_of_viem_and_ethers()
    {
        var cases = VectorFile.Read<Event>("events");
        Assert.Equal(Bindings.Events.Keys.Order(StringComparer.Ordinal), cases.Select(one => one.Name).Distinct().Order(StringComparer.Ordinal));
        Assert.All(cases, one =>
        {
            object?[] arguments = [Log(one.Topics, Hex.Decode(one.Data)), null];
            Assert.True((bool)Bindings.Events[one.Name].GetMethod("TryDecode")!.Invoke(null, arguments)!);
            Assert.Equal(one.Args.SelectMany(Flatten), Flatten(arguments[1]));
        });
    }

    [Fact]
    public void Every_custom_error_is_told_in_words() => Assert.All(VectorFile.Read<Error>("errors"), error =>
    {
        var data = JsonSerializer.SerializeToElement(error.Data);
        var exception = new JsonRpcError(3, "execution reverted", data).ToException("eth_call");
        Assert.Equal(error.Reason, exception.RevertReason);
        Assert.Equal(error.Data, Hex.Encode(exception.RevertData));
    });

    [Fact]
    public void Event_with_one_byte_missing_or_too_many_or_a_topic_missing_is_not_decoded() => Assert.All(
        VectorFile.Read<Event>("events"), one =>
        {
            var tryDecode = Bindings.Events[one.Name].GetMethod("TryDecode")!;
            var data = Hex.Decode(one.Data);
            if (data.Length > 0)
                Assert.False(Decodes(Log(one.Topics, data[..^1])));
            Assert.False(Decodes(Log(one.Topics, [.. data, 0])));
            Assert.False(Decodes(Log(one.Topics, [.. data, .. new byte[32]])));
            Assert.False(Decodes(Log(one.Topics[..^1], data)));
            Assert.False(Decodes(Log([.. one.Topics, Hash32.Zero], data)));
            Assert.False(Decodes(Log([], data)));

            bool Decodes(LogEntry log) => (bool)tryDecode.Invoke(null, [log, null])!;
        });

    static IEnumerable<MethodInfo> Methods(string prefix) => Bindings.Contracts.SelectMany(type => Bindings.Methods(type, prefix));

    static bool Belongs(MethodInfo method, string prefix, string contract, string function) => Bindings.IsNamedAfter(method, prefix, function)
        && (method.DeclaringType == typeof(Erc20Contract) ? contract is "TetherUsd" or "Loan" : method.DeclaringType!.Name == contract + "Contract");

    static LogEntry Log(Hash32[] topics, byte[] data) =>
        new(Address.Zero, topics, data, 1, Hash32.Zero, Hash32.Zero, 0, 0);

    static object FromJson(Type type, JsonElement json)
    {
        if (type == typeof(OnChainLoanTerms))
            return TermsFromJson([.. json.EnumerateArray()]);
        if (type == typeof(IReadOnlyList<byte[]>))
            return json.EnumerateArray().Select(member => Hex.Decode(member.GetString())).ToList();
        if (type == typeof(IReadOnlyList<Bytes4>))
            return json.EnumerateArray().Select(member => Bytes4.Parse(member.GetString())).ToList();
        if (type == typeof(IReadOnlyList<Address>))
            return json.EnumerateArray().Select(member => Address.Parse(member.GetString()!)).ToList();
        if (type == typeof(IReadOnlyList<BatchInvestment>))
            return json.EnumerateArray().Select(member => (BatchInvestment)RecordFromJson(typeof(BatchInvestment), member)).ToList();
        if (type == typeof(MarketOrder) || type == typeof(MarketBounds))
            return RecordFromJson(type, json);
        if (type == typeof(bool))
            return json.GetBoolean();
        if (type == typeof(IReadOnlyList<IReadOnlyList<Address>>))
            return json.EnumerateArray().Select(item => (IReadOnlyList<Address>)FromJson(typeof(IReadOnlyList<Address>), item)).ToList();
        if (type == typeof(IReadOnlyList<BigInteger>))
            return json.EnumerateArray().Select(item => BigInteger.Parse(item.GetString()!, CultureInfo.InvariantCulture)).ToList();
        var text = json.GetString()!;
        if (type.IsEnum)
            return Enum.Parse(type, text);
        if (type == typeof(ulong))
            return ulong.Parse(text, CultureInfo.InvariantCulture);
        if (type == typeof(uint))
            return uint.Parse(text, CultureInfo.InvariantCulture);
        if (type == typeof(Bytes4))
            return Bytes4.Parse(text);
        if (type == typeof(byte[]))
            return Hex.Decode(text);
        if (type == typeof(long))
            return long.Parse(text, CultureInfo.InvariantCulture);
        if (type == typeof(Address))
            return Address.Parse(text);
        if (type == typeof(Hash32))
            return Hash32.Parse(text);
        if (type == typeof(ReadOnlyMemory<byte>))
            return new ReadOnlyMemory<byte>(Hex.Decode(text));
        if (type == typeof(int))
            return int.Parse(text, CultureInfo.InvariantCulture);
        return type == typeof(string) ? text : BigInteger.Parse(text, CultureInfo.InvariantCulture);
    }

    static object RecordFromJson(Type type, JsonElement json)
    {
        var constructor = type.GetConstructors().Single();
        return constructor.Invoke([.. constructor.GetParameters().Zip(json.EnumerateArray(), (parameter, member) => FromJson(parameter.ParameterType, member))]);
    }

    static OnChainLoanTerms TermsFromJson(JsonElement[] member)
    {
        decimal Amount(int i) => Usdt.FromBaseUnits(BigInteger.Parse(member[i].GetString()!, CultureInfo.InvariantCulture));
        long Number(int i) => long.Parse(member[i].GetString()!, CultureInfo.InvariantCulture);
        var terms = new LoanTerms
        {
            PrincipalTargetUsdt = Amount(0),
            MinimumRaiseUsdt = Amount(1),
            MinimumTicketUsdt = Amount(2),
            MaximumTicketUsdt = Amount(3),
            FundingDeadline = DateTimeOffset.FromUnixTimeSeconds(Number(4)),
            AnnualRateBps = (int)Number(5),
            LateRateBps = (int)Number(6),
            OriginationFeeBps = (int)Number(7),
            PlatformFeeBps = (int)Number(8),
            RepaymentKind = (RepaymentKind)Number(9),
            PeriodSeconds = Number(10),
            InstalmentCount = (int)Number(11),
            GraceSeconds = Number(12),
            DefaultAfterSeconds = Number(13),
        };
        return new OnChainLoanTerms(terms, Address.Parse(member[14].GetString()!), Address.Parse(member[15].GetString()!), Hash32.Parse(member[16].GetString()!),
            member[17].GetBoolean());
    }

    // Both sides as lists of text: what the script wrote, and what the binding decoded, in the order of the ABI.
    static IEnumerable<string> Flatten(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Flatten),
        JsonValueKind.True => ["true"],
        JsonValueKind.False => ["false"],
        _ => [json.GetString()!],
    };

    static IEnumerable<string> Flatten(object? value) => value switch
    {
        null => ["null"],
        byte or byte[] => [Hex.Encode(value as byte[] ?? [(byte)value])],
        string or Address or Hash32 or Bytes4 or BigInteger or int or uint or long or ulong => [Convert.ToString(value, CultureInfo.InvariantCulture)!],
        bool boolean => [boolean ? "true" : "false"],
        Enum constant => [Convert.ToInt32(constant, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)],
        decimal amountUsdt => [Usdt.ToBaseUnits(amountUsdt).ToString(CultureInfo.InvariantCulture)],
        DateTimeOffset time => [time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)],
        System.Collections.IEnumerable list => list.Cast<object>().SelectMany(Flatten),
        _ => value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(property => Flatten(property.GetValue(value))),
    };
}
