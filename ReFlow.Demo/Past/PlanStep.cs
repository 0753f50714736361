using ReFlow.Demo.Actions;

namespace ReFlow.Demo.Past;

/// <summary>An action of the past at its moment.</summary>
/// <param name="At">The time of the block that is to hold it.</param>
/// <param name="Action">Who does what.</param>
/// <param name="Occurrence">1 for the first action of this kind by this actor in this loan, 2 for the next: with it, events on the
/// chain tell which steps are done.</param>
sealed record PlanStep(DateTimeOffset At, DemoAction Action, int Occurrence);
