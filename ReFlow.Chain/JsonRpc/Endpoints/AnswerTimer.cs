namespace ReFlow.Chain.JsonRpc.Endpoints;

/// <summary>
/// How long to wait for an answer before asking again, learned from the answers that came: the retransmission timer of RFC 6298, sections 2
/// and 5.5. A node that drops requests then costs a quarter of a second for each, while one that is slow gets the time that it needs.
/// </summary>
/// <param name="longest">Never longer, however slow the answers are.</param>
sealed class AnswerTimer(TimeSpan longest)
{
    const double SmoothingShare = 1 / 8d;
    const double VariationShare = 1 / 4d;
    const int Variations = 4;

    static readonly TimeSpan s_first = TimeSpan.FromSeconds(1);

    // RFC 6298 has one second for the sake of old clocks and delayed acknowledgements, which there are none of here.
    static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(250);

    readonly Lock _lock = new();
    TimeSpan? _smoothed;
    TimeSpan _variation;
    TimeSpan _wait = Least(s_first, longest);

    public TimeSpan Wait
    {
        get
        {
            lock (_lock)
                return _wait;
        }
    }

    public void Answered(TimeSpan took)
    {
        lock (_lock)
        {
            if (_smoothed is { } smoothed)
            {
                _variation += VariationShare * ((smoothed - took).Duration() - _variation);
                _smoothed = smoothed + (SmoothingShare * (took - smoothed));
            }
            else
            {
                (_smoothed, _variation) = (took, took / 2);
            }

            var wait = _smoothed.Value + (Variations * _variation);
            _wait = Least(wait > s_shortest ? wait : s_shortest, longest);
        }
    }

    /// <param name="waited">Since this request was sent: of several that were under way at once, one doubles the wait.</param>
    public void TimedOut(TimeSpan waited)
    {
        lock (_lock)
        {
            if (2 * waited > _wait)
                _wait = Least(2 * waited, longest);
        }
    }

    static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
