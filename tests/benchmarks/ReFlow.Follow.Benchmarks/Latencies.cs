using System.Globalization;

namespace ReFlow.Follow.Benchmarks;

/// <summary>Says how long things took in one line: median, 95th percentile and maximum.</summary>
static class Latencies
{
    public static string Describe(string name, IEnumerable<double> milliseconds, string what)
    {
        double[] ordered = [.. milliseconds.Order()];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"  {name,-34} p50 {At(0.5),6:0.0}   p95 {At(0.95),6:0.0}   max {ordered[^1],6:0.0}   ({ordered.Length} {what})");

        double At(double share) => ordered[(int)Math.Ceiling(share * ordered.Length) - 1];
    }
}
