using ReFlow.Demo.Actions;
using ReFlow.Demo.Story;

namespace ReFlow.Demo.Past;

/// <summary>What of the plan can still be built on a chain whose head stands at a given time. Time on a chain only goes forward.</summary>
/// <param name="Steps">To do, in order of time.</param>
/// <param name="LeftOut">Names of loans that cannot be built any more.</param>
sealed record PastFit(IReadOnlyList<PlanStep> Steps, IReadOnlyList<string> LeftOut)
{
    // A killed run may have let the chain tick on; so little does not change a loan's course.
    static readonly TimeSpan s_tolerance = TimeSpan.FromDays(1);

    /// <summary>
    /// Keeps loans whose steps all lie ahead of the head, and moves new loans that only collect money to the present. A loan that
    /// exists and whose moments are over stays as it is: live, its actors go on with it.
    /// </summary>
    public static PastFit For(
        IEnumerable<PlanStep> remaining, IEnumerable<LoanStory> stories, DateTimeOffset headTime, Func<LoanRef, bool> exists)
    {
        var storyOf = stories.ToDictionary(story => story.LoanId);
        var steps = new List<PlanStep>();
        var leftOut = new List<string>();
        foreach (var loan in remaining.GroupBy(step => step.Action.Loan))
        {
            if (loan.Min(step => step.At) >= headTime - s_tolerance)
                steps.AddRange(loan);
            else if (exists(loan.Key))
                continue;
            else if (storyOf[loan.Key.LoanId].Course is StillFunding)
                steps.AddRange(loan.OrderBy(step => step.At).Select(step => step.At > headTime ? step : step with { At = headTime }));
            else
                leftOut.Add(loan.Key.Name);
        }

        return new PastFit([.. steps.OrderBy(step => step.At)], leftOut);
    }
}
