namespace ReFlow.Domain;

/// <summary>Money that an investor paid (negative) or received (positive) at a moment, in USDT.</summary>
public sealed record CashFlow(DateTimeOffset At, decimal AmountUsdt);
