using ReFlow.Demo.Story;

namespace ReFlow.Demo.Past;

/// <summary>Turns the scenario into dated actions. Pure: the same start and seed give the same plan.</summary>
static class PastPlanner
{
    /// <summary>The whole past in order of time.</summary>
    /// <param name="loans">The scenario.</param>
    /// <param name="start">Day 0.</param>
    /// <param name="seed">Varies amounts, investors and moments, not the courses.</param>
    public static IReadOnlyList<PlanStep> Plan(IEnumerable<LoanStory> loans, DateTimeOffset start, int seed) =>
    [
        .. loans
            .SelectMany(story => new LoanPlan(story, start, SeededRandom.For(seed, story.About.Name)).Build())
            .OrderBy(step => step.At),
    ];
}
