using ReFlow.Demo.Actions;
using ReFlow.Domain;

namespace ReFlow.Demo.Past;

/// <summary>
/// Tells by a loan's status whether an action that happens once per loan has happened, whoever did it: the operator administers the
/// same loans while the past is built, and may draw down, cancel or declare a default before the plan does.
/// </summary>
static class StepEffect
{
    /// <summary>Whether the status is one that only this kind of action leads to.</summary>
    public static bool CanShow(DemoAction action) => action is DrawDown or Cancel or DeclareDefault or WriteOff;

    /// <summary>Whether a loan with this status needs the action no more; never for actions that can be repeated.</summary>
    public static bool IsThere(DemoAction action, LoanStatus status) => action switch
    {
        DrawDown => status is not (LoanStatus.Funding or LoanStatus.Cancelled),
        Cancel => status is LoanStatus.Cancelled,
        DeclareDefault => status is LoanStatus.Defaulted or LoanStatus.Closed,
        WriteOff => status is LoanStatus.Closed,
        _ => false,
    };
}
