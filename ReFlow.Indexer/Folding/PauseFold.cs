using ReFlow.Chain.Contracts;

namespace ReFlow.Indexer.Folding;

/// <summary>The guardian's pause, which lapses by itself.</summary>
static class PauseFold
{
    const long HourSeconds = 3_600;

    public static void Apply(LoanFoldContext context, Paused paused) => context.Loan.PausedUntil = DateTimeOffset.FromUnixTimeSeconds((long)paused.Until);

    // The contract keeps full hours and rounds down, so that the pause ends at once.
    public static void Apply(LoanFoldContext context, Unpaused _)
    {
        var seconds = context.Log.BlockTime.ToUnixTimeSeconds();
        context.Loan.PausedUntil = DateTimeOffset.FromUnixTimeSeconds(seconds - (seconds % HourSeconds));
    }
}
