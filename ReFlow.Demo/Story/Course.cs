namespace ReFlow.Demo.Story;

/// <summary>How a loan's past went, and so the status in which the present finds it. Days count from the start of the past.</summary>
abstract record Course;

/// <summary>Funding: part of the target is raised, the deadline lies ahead.</summary>
sealed record StillFunding(int FilledPercent) : Course;

/// <summary>Cancelled: the deadline passed below the minimum; the first few investors have taken their refund.</summary>
sealed record RaiseFailed(int FilledPercent, int RefundsTaken) : Course;

/// <summary>Active: every instalment so far was paid on its due date.</summary>
sealed record OnSchedule(int DrawnOnDay) : Course;

/// <summary>Late: paid until <paramref name="InstalmentsPaid"/>, then silence.</summary>
sealed record FallenBehind(int DrawnOnDay, int InstalmentsPaid) : Course;

/// <summary>Defaulted: declared by a holder; parts of what was owed were recovered.</summary>
sealed record InDefault(int DrawnOnDay, int InstalmentsPaid, int DeclaredOnDay, IReadOnlyList<Recovery> Recoveries) : Course;

/// <summary>Closed: as <see cref="InDefault"/>, and then the rest was written off.</summary>
sealed record LossTaken(int DrawnOnDay, int InstalmentsPaid, int DeclaredOnDay, IReadOnlyList<Recovery> Recoveries, int WrittenOffOnDay) : Course;

/// <summary>Repaid: the last instalment paid everything; the first few investors have claimed, which burned their tokens.</summary>
sealed record PaidBack(int DrawnOnDay, int FinalClaims) : Course;

/// <summary>Money that came out of the collateral.</summary>
/// <param name="OnDay">When.</param>
/// <param name="Percent">Of the principal outstanding then.</param>
sealed record Recovery(int OnDay, int Percent);
