using System.Reflection;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;

namespace ReFlow.Indexer.Chain;

/// <summary>
/// The signatures of all events of the contracts that the indexer reads. Those of the others, USDT's issuer and the PlatformAdmin, are bound
/// in namespaces of their own.
/// </summary>
static class OurEvents
{
    public static IReadOnlyList<Hash32> Topics { get; } =
    [
        .. typeof(LoanCreated).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(LoanCreated).Namespace)
            .Select(type => type.GetProperty("Topic", BindingFlags.Public | BindingFlags.Static))
            .Where(property => property?.PropertyType == typeof(Hash32))
            .Select(property => (Hash32)property!.GetValue(null)!)
            .Distinct(),
    ];
}
