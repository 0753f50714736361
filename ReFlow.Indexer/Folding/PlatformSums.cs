using ReFlow.Data;
using ReFlow.Domain;

namespace ReFlow.Indexer.Folding;

/// <summary>What some loans add to <see cref="PlatformTotals"/>, in the order of <see cref="Columns"/>.</summary>
sealed record PlatformSums(IReadOnlyList<decimal> Values)
{
    // Read from here by the incremental update and by the recomputation after a rewind alike: one definition of each figure.
    static readonly (string Column, string Sql, Func<Loan, decimal> Value)[] s_figures =
    [
        ("raised", "case when phase <> 'CANCELLED' then raised else 0 end", loan => loan.Phase == LoanPhase.Cancelled ? 0m : loan.RaisedUsdt),
        ("outstanding", "outstanding", loan => loan.OutstandingUsdt),
        ("principal_repaid", "principal_received", loan => loan.PrincipalReceivedUsdt),
        ("interest_paid", "interest_received", loan => loan.InterestReceivedUsdt),
        ("late_fees_paid", "late_fees_received", loan => loan.LateFeesReceivedUsdt),
        ("platform_fees", "platform_fees", loan => loan.PlatformFeesUsdt),
        ("loss", "loss", loan => loan.LossUsdt),
        ("loan_count", "1", _ => 1m),
        ("funding_count", "(phase = 'FUNDING')::int", loan => loan.Phase == LoanPhase.Funding ? 1m : 0m),
        ("cancelled_count", "(phase = 'CANCELLED')::int", loan => loan.Phase == LoanPhase.Cancelled ? 1m : 0m),
        ("active_count", "(phase = 'ACTIVE')::int", loan => loan.Phase == LoanPhase.Active ? 1m : 0m),
        ("defaulted_count", "(phase = 'DEFAULTED')::int", loan => loan.Phase == LoanPhase.Defaulted ? 1m : 0m),
        ("repaid_count", "(phase = 'REPAID')::int", loan => loan.Phase == LoanPhase.Repaid ? 1m : 0m),
        ("closed_count", "(phase = 'CLOSED')::int", loan => loan.Phase == LoanPhase.Closed ? 1m : 0m),
        ("ever_defaulted_count", "(defaulted_at is not null)::int", loan => loan.DefaultedAt is null ? 0m : 1m),
    ];

    /// <summary>Columns of <c>platform_totals</c>.</summary>
    public static IReadOnlyList<string> Columns { get; } = [.. s_figures.Select(figure => figure.Column)];

    /// <summary>The same figures of a row of <c>loans</c>, as SQL.</summary>
    public static IReadOnlyList<string> LoanExpressions { get; } = [.. s_figures.Select(figure => figure.Sql)];

    public static PlatformSums Of(IEnumerable<Loan> loans)
    {
        var sums = new decimal[s_figures.Length];
        foreach (var loan in loans)
        {
            for (var index = 0; index < sums.Length; index++)
                sums[index] += s_figures[index].Value(loan);
        }

        return new PlatformSums(sums);
    }

    public PlatformSums Minus(PlatformSums other) => new([.. Values.Zip(other.Values, (mine, theirs) => mine - theirs)]);
}
