namespace ReFlow.Operator;

/// <summary>What the operator does now, for the health endpoint.</summary>
sealed class OperatorStatus
{
    readonly Lock _lock = new();
    readonly SortedDictionary<string, string> _refused = new(StringComparer.Ordinal);
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

    /// <summary>Records why a transaction on its way is not taken; null when it was.</summary>
    public void ReportRefused(string intentKey, string? reason)
    {
        lock (_lock)
        {
            if (reason is null)
                _refused.Remove(intentKey);
            else
                _refused[intentKey] = reason;
        }
    }

    /// <summary>Forgets refusals of transactions that no longer wait for a block.</summary>
    public void KeepRefused(IEnumerable<string> waitingIntentKeys)
    {
        lock (_lock)
        {
            foreach (var ended in _refused.Keys.Except(waitingIntentKeys, StringComparer.Ordinal).ToList())
                _refused.Remove(ended);
        }
    }

    public (string Activity, string? Problem, IReadOnlyList<string> NeedHuman) Read()
    {
        lock (_lock)
            return (_activity, _problem, [.. _needHuman, .. _refused.Select(refused => $"{refused.Key} is refused: {refused.Value}")]);
    }
}
