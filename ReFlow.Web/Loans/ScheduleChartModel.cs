namespace ReFlow.Web.Loans;

/// <summary>
/// The repayment chart's geometry: money expected by the schedule and money that arrived, both cumulative, over time.
/// Coordinates are SVG user units; amounts stay exact next to them.
/// </summary>
public sealed record ScheduleChartModel(
    IReadOnlyList<ScheduleStep> Expected, IReadOnlyList<ScheduleStep> Received, IReadOnlyList<ScheduleTick> Ticks, double? TodayX, double ReceivedUntilX)
{
    public const double Width = 720;
    public const double Height = 260;
    public const double Left = 76;
    public const double Right = 14;
    public const double Top = 16;
    public const double Bottom = 34;

    const int TickCount = 4;

    public static double PlotRight => Width - Right;

    public static double PlotBottom => Height - Bottom;

    public static ScheduleChartModel For(LoanDetail loan, DateTimeOffset drawnAt, DateTimeOffset now)
    {
        var distributions = loan.Distributions.OrderBy(distribution => distribution.Time).ToList();
        var last = new[] { loan.Schedule[^1].DueAt, distributions.LastOrDefault()?.Time ?? drawnAt }.Max();
        var top = NiceCeiling(Math.Max(
            loan.Schedule.Sum(instalment => instalment.Total), distributions.Sum(distribution => distribution.Received)));
        var end = now < last ? now : last;

        return new ScheduleChartModel(
            Steps(loan.Schedule.Select(instalment => (instalment.DueAt, instalment.Total, instalment.Number))),
            Steps(distributions.Select(distribution => (distribution.Time, distribution.Received, distribution.Round + 1))),
            [.. Enumerable.Range(0, TickCount + 1).Select(tick => top * tick / TickCount).Select(amount => new ScheduleTick(Y(amount), amount))],
            now > drawnAt && now < last ? X(now) : null,
            X(end));

        double X(DateTimeOffset time) =>
            Left + (Math.Clamp((time - drawnAt) / (last - drawnAt), 0, 1) * (PlotRight - Left));

        double Y(decimal amount) => PlotBottom - ((double)(amount / top) * (PlotBottom - Top));

        List<ScheduleStep> Steps(IEnumerable<(DateTimeOffset Time, decimal Amount, int Number)> payments)
        {
            var total = 0m;
            return [.. payments.Select(payment =>
            {
                total += payment.Amount;
                return new ScheduleStep(X(payment.Time), Y(total), payment.Number, payment.Time, payment.Amount, total);
            })];
        }
    }

    // An axis that ends on a round number and starts at zero.
    static decimal NiceCeiling(decimal amount)
    {
        if (amount <= 0)
            return 1;
        var magnitude = 1m;
        while (magnitude * 10 <= amount)
            magnitude *= 10;
        decimal[] steps = [1, 1.2m, 1.6m, 2, 2.4m, 3.2m, 4, 5, 6, 8, 10];
        return steps.Select(step => step * magnitude).First(candidate => candidate >= amount);
    }
}

/// <summary>A payment on the chart: where it stands, what it was, and the sum with it.</summary>
public sealed record ScheduleStep(double X, double Y, int Number, DateTimeOffset Time, decimal AmountUsdt, decimal TotalUsdt);

/// <summary>A line across the chart.</summary>
public sealed record ScheduleTick(double Y, decimal AmountUsdt);
