namespace ReFlow.Operator;

/// <summary>What the operator does now, for the health endpoint.</summary>
sealed class OperatorStatus
{
    readonly Lock _lock = new();
    string _activity = "starting";
    string? _problem;
    IReadOnlyList<string> _needHuman = [];

    public void Report(string activity, string? problem = null)
    {
        lock (_lock)
            (_activity, _problem) = (activity, problem);
    }

    /// <summary>Replaces the list of decisions that only a human can bring on; returns those that are new on it.</summary>
    public IReadOnlyList<string> ReportNeedsHuman(IReadOnlyList<string> problems)
    {
        lock (_lock)
        {
            var added = problems.Except(_needHuman, StringComparer.Ordinal).ToList();
            _needHuman = problems;
            return added;
        }
    }

    public (string Activity, string? Problem, IReadOnlyList<string> NeedHuman) Read()
    {
        lock (_lock)
            return (_activity, _problem, _needHuman);
    }
}
