using System.Globalization;

namespace ReFlow.Hosting.NodeTools;

/// <summary>Counts what npm fetches, by its log lines, and says how far it is.</summary>
sealed class NpmProgress(int packageCount, TimeProvider time)
{
    // npm itself waits for minutes for a registry that does not answer, and says nothing; nor does it say when it unpacks.
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    readonly long _startedAt = time.GetTimestamp();
    long _fetchedAt = time.GetTimestamp();
    int _fetched;

    /// <summary>Takes in a line of npm's output.</summary>
    public void Read(string line)
    {
        if (!line.Contains(".tgz ", StringComparison.Ordinal))
            return;
        Interlocked.Increment(ref _fetched);
        Interlocked.Exchange(ref _fetchedAt, time.GetTimestamp());
    }

    /// <summary>One line for the person who waits.</summary>
    public string Describe()
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"Restoring npm packages: {_fetched} of {packageCount} fetched, {time.GetElapsedTime(_startedAt).TotalSeconds:F0} s.");
        return _fetched < packageCount && time.GetElapsedTime(Interlocked.Read(ref _fetchedAt)) > s_patience
            ? text + " npm unpacks, or waits for its registry; if it stays so, check the network and npm's registry and proxy settings (`npm config list`)."
            : text;
    }
}
