using ReFlow.Chain;
using ReFlow.Chain.Contracts;

namespace ReFlow.Indexer.Chain;

/// <summary>The contracts whose logs count: our factory, its market and allow-list, and the loans it made up to the cursor.</summary>
sealed class LoanDirectory(ContractAddresses contracts, IEnumerable<Address> loans)
{
    readonly HashSet<Address> _loans = [.. loans];

    public IReadOnlyCollection<Address> Loans => _loans;

    public Address Factory => contracts.Factory;

    /// <summary>The contracts that every loan shares.</summary>
    public IReadOnlyCollection<Address> Platform { get; } =
        [.. new[] { contracts.Factory, contracts.Market, contracts.Members }.OfType<Address>()];

    public void Add(IEnumerable<Address> createdLoans) => _loans.UnionWith(createdLoans);

    /// <summary>Keeps the logs, in chain order, of the platform, of known loans, and of loans created earlier in the same logs.</summary>
    public IEnumerable<LogEntry> SelectOurs(IEnumerable<LogEntry> logs)
    {
        var newborn = new HashSet<Address>();
        foreach (var log in logs)
        {
            if (log.Topics.Count == 0)
                continue;

            if (log.Address == contracts.Factory)
            {
                if (LoanCreated.TryDecode(log, out var created))
                    newborn.Add(created.Loan);
                yield return log;
            }
            else if (_loans.Contains(log.Address) || log.Address == contracts.Market || log.Address == contracts.Members || newborn.Contains(log.Address))
            {
                yield return log;
            }
        }
    }
}
