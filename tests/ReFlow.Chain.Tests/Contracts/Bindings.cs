using System.Reflection;
using ReFlow.Chain.Abi;
using ReFlow.Chain.Contracts;

namespace ReFlow.Chain.Tests.Contracts;

/// <summary>The bindings, found by what they declare so that none is left out.</summary>
static class Bindings
{
    static readonly Type[] s_types = typeof(LoanContract).Assembly.GetTypes();

    /// <summary>The classes that encode calls, that of EIP-20 too, which two contracts share.</summary>
    public static IReadOnlyList<Type> Contracts { get; } = [.. s_types.Where(type => Member(type, "Functions") is IReadOnlyList<AbiFunction>)];

    /// <summary>The records of events, by the names that the ABI has.</summary>
    public static IReadOnlyDictionary<string, Type> Events { get; } =
        s_types.Where(type => Member(type, "Definition") is AbiEvent).ToDictionary(type => type.Name);

    public static IReadOnlyList<AbiFunction> FunctionsOf(string contract) => (IReadOnlyList<AbiFunction>)Member(Of(contract), "Functions")!;

    public static IReadOnlyList<AbiEvent> EventsOf(string contract) => (IReadOnlyList<AbiEvent>)Member(Of(contract), "Events")!;

    public static AbiEvent DefinitionOf(Type record) => (AbiEvent)Member(record, "Definition")!;

    public static Type Of(string contract) => Assert.Single(Contracts, type => type.Name == contract + "Contract");

    /// <summary>The methods of a class that encode calls, or decode their answers.</summary>
    /// <param name="prefix">Encode or Decode.</param>
    public static IEnumerable<MethodInfo> Methods(Type type, string prefix) => type.GetMethods(BindingFlags.Public | BindingFlags.Static)
        .Where(method => method.Name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Whether a method is named after a function of the ABI: GrantRole after grantRole, AdminRole after ADMIN_ROLE.</summary>
    public static bool IsNamedAfter(MethodInfo method, string prefix, string function) =>
        method.Name.AsSpan(prefix.Length).Equals(function.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    static object? Member(Type type, string name) => type.GetProperty(name, BindingFlags.Static | BindingFlags.NonPublic)?.GetValue(null);
}
