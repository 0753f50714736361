using ReFlow.Chain.JsonRpc.Endpoints;

namespace ReFlow.Chain.JsonRpc;

/// <summary>
/// How long one question waits for its answer. What may be repeated is sent again after a silence, and each silence of this question doubles
/// the next one, until the time of one attempt is over; what may not waits for all of that time once.
/// </summary>
sealed class Patience(Func<bool> isRepeatable, TimeSpan attemptTime, TimeProvider time)
{
    long? _started;
    bool _isLast;
    TimeSpan _wait;
    TimeSpan _least;

    /// <summary>Whether the running attempt has time to send again.</summary>
    public bool HasMore => isRepeatable() && !_isLast;

    TimeSpan Left => _started is { } started ? attemptTime - time.GetElapsedTime(started) : attemptTime;

    /// <summary>How long to wait for what is sent now.</summary>
    public TimeSpan NextWait(AnswerTimer timer)
    {
        if (!isRepeatable())
            return attemptTime;
        _started ??= time.GetTimestamp();
        _wait = Longer(timer.Wait, _least);
        // What would be too short for another question is added to this one. Clocks differ by a millisecond, so that the end is not looked up.
        _isLast = 3 * _wait >= Left;
        return _isLast ? Longer(Left, timer.Wait) : _wait;
    }

    public void WasSilent() => _least = 2 * _wait;

    public void EndAttempt() => (_started, _isLast) = (null, false);

    static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
