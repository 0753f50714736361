using System.Text;
using ReFlow.Chain;

namespace ReFlow.Demo.Story;

/// <summary>One loan of the demo's past.</summary>
/// <param name="About">What investors read.</param>
/// <param name="Sketch">The terms.</param>
/// <param name="OpensOnDay">The day of its creation, counted from the start of the past.</param>
/// <param name="Course">How it went.</param>
sealed record LoanStory(LoanMetadata About, LoanSketch Sketch, int OpensOnDay, Course Course)
{
    /// <summary>The same on every chain and for every seed, so that a second start recognises what the first one built.</summary>
    public Hash32 LoanId => IdFor(About.Name);

    public static Hash32 IdFor(string name) => Keccak256.Hash(Encoding.UTF8.GetBytes("reflow demo loan: " + name));
}
