namespace ReFlow.Demo;

/// <summary>What the demo does now, for the health endpoint.</summary>
sealed class DemoStatus
{
    readonly Lock _lock = new();
    string _activity = "starting";
    string? _problem;
    bool _isLive;

    /// <summary>The past is under construction, or something is waited for.</summary>
    public void ReportPreparing(string activity)
    {
        lock (_lock)
            (_activity, _problem, _isLive) = (activity, null, false);
    }

    public void ReportLive(string activity)
    {
        lock (_lock)
            (_activity, _problem, _isLive) = (activity, null, true);
    }

    public void ReportProblem(string problem)
    {
        lock (_lock)
            _problem = problem;
    }

    public (string Activity, string? Problem, bool IsLive) Read()
    {
        lock (_lock)
            return (_activity, _problem, _isLive);
    }
}
