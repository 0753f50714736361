using ReFlow.Domain;

namespace ReFlow.Demo.Story;

/// <summary>A loan's terms in the units of a story: USDT, percent and days.</summary>
/// <param name="TargetUsdt">What is asked for.</param>
/// <param name="RatePercent">Per year.</param>
/// <param name="Kind">How principal comes back.</param>
/// <param name="PeriodDays">Days between instalments.</param>
/// <param name="Instalments">1 for a bullet loan.</param>
/// <param name="FundingDays">From creation to the funding deadline.</param>
sealed record LoanSketch(decimal TargetUsdt, decimal RatePercent, RepaymentKind Kind, int PeriodDays, int Instalments, int FundingDays)
{
    /// <summary>Share of the target without which the raise fails.</summary>
    public int MinimumPercent { get; init; } = 60;

    public int OriginationFeeBps { get; init; }

    public int GraceDays { get; init; } = 5;

    /// <summary>Days of lateness, after the grace period, before default may be declared.</summary>
    public int DefaultAfterDays { get; init; } = 60;

    const decimal SmallestTicketUsdt = 50m;
    const decimal LargestTicketShare = 0.4m;
    const int LateRateBps = 500;
    const int PlatformFeeBps = 100;
    const int SecondsPerDay = 86_400;

    /// <summary>The terms of a loan of this shape that is created at <paramref name="createdAt"/>.</summary>
    public LoanTerms ToTerms(DateTimeOffset createdAt) => new()
    {
        PrincipalTargetUsdt = TargetUsdt,
        MinimumRaiseUsdt = TargetUsdt * MinimumPercent / 100,
        MinimumTicketUsdt = SmallestTicketUsdt,
        MaximumTicketUsdt = TargetUsdt * LargestTicketShare,
        FundingDeadline = createdAt.AddDays(FundingDays),
        AnnualRateBps = (int)(RatePercent * 100),
        LateRateBps = LateRateBps,
        OriginationFeeBps = OriginationFeeBps,
        PlatformFeeBps = PlatformFeeBps,
        RepaymentKind = Kind,
        PeriodSeconds = (long)PeriodDays * SecondsPerDay,
        InstalmentCount = Instalments,
        GraceSeconds = (long)GraceDays * SecondsPerDay,
        DefaultAfterSeconds = (long)DefaultAfterDays * SecondsPerDay,
    };
}
