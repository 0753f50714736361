namespace ReFlow.Hosting.Processes;

/// <summary>How long to pause before a crashed service starts again: 1 s, doubled up to 30 s, forgotten after a minute of running.</summary>
sealed class RestartBackoff(TimeProvider time)
{
    static readonly TimeSpan s_first = TimeSpan.FromSeconds(1);
    static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);
    static readonly TimeSpan s_stable = TimeSpan.FromMinutes(1);

    TimeSpan _next = s_first;

    /// <summary>The pause after a run that began at <paramref name="startedAt"/> (a time stamp of the time provider).</summary>
    internal TimeSpan Next(long startedAt)
    {
        if (time.GetElapsedTime(startedAt) >= s_stable)
            _next = s_first;
        var pause = _next;
        _next = _next * 2 > s_longest ? s_longest : _next * 2;
        return pause;
    }
}
