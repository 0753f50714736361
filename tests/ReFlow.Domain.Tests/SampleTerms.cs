namespace ReFlow.Domain.Tests;

static class SampleTerms
{
    /// <summary>10,000 USDT at 12 % with thirty-day periods, five days of grace, default after sixty.</summary>
    public static LoanTerms With(RepaymentKind kind, int instalmentCount) => new()
    {
        PrincipalTargetUsdt = 10_000m,
        MinimumRaiseUsdt = 5_000m,
        MinimumTicketUsdt = 100m,
        MaximumTicketUsdt = 10_000m,
        FundingDeadline = new DateTimeOffset(2025, 12, 31, 0, 0, 0, TimeSpan.Zero),
        AnnualRateBps = 1_200,
        LateRateBps = 500,
        OriginationFeeBps = 0,
        PlatformFeeBps = 100,
        RepaymentKind = kind,
        PeriodSeconds = 30 * 86_400,
        InstalmentCount = instalmentCount,
        GraceSeconds = 5 * 86_400,
        DefaultAfterSeconds = 60 * 86_400,
    };
}
