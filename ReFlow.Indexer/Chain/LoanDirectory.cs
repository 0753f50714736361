using ReFlow.Chain;
using ReFlow.Chain.Contracts;

namespace ReFlow.Indexer.Chain;

/// <summary>The contracts whose logs count: our factory, and the loans it made up to the cursor.</summary>
sealed class LoanDirectory(Address factory, IEnumerable<Address> loans)
{
    readonly HashSet<Address> _loans = [.. loans];

    public IReadOnlyCollection<Address> Loans => _loans;

    public Address Factory => factory;

    public void Add(IEnumerable<Address> createdLoans) => _loans.UnionWith(createdLoans);

    /// <summary>Keeps the logs, in chain order, of the factory, of known loans, and of loans created earlier in the same logs.</summary>
    public IEnumerable<LogEntry> SelectOurs(IEnumerable<LogEntry> logs)
    {
        var newborn = new HashSet<Address>();
        foreach (var log in logs)
        {
            if (log.Topics.Count == 0)
                continue;

            if (log.Address == factory)
            {
                if (LoanCreated.TryDecode(log, out var created))
                    newborn.Add(created.Loan);
                yield return log;
            }
            else if (_loans.Contains(log.Address) || newborn.Contains(log.Address))
            {
                yield return log;
            }
        }
    }
}
