namespace ReFlow.Chain.JsonRpc.Endpoints;

/// <summary>
/// How long to wait for an answer before asking again, learned from the answers that came: the retransmission timer of RFC 6298, section 2. Its
/// section 5.5, that each silence doubles the wait, is the question's own (see <see cref="Patience"/>): questions differ in weight, and the
/// answers to light ones say nothing about a heavy one.
/// </summary>
/// <param name="longest">Never longer, however slow the answers are.</param>
sealed class AnswerTimer(TimeSpan longest)
{
    const double SmoothingShare = 1 / 8d;
    const double VariationShare = 1 / 4d;
    const int Variations = 4;

    static readonly TimeSpan s_first = TimeSpan.FromSeconds(1);

    // The granularity G of section 2.3: a pause of a collector or a scheduler is no silence.
    static readonly TimeSpan s_leastMargin = TimeSpan.FromMilliseconds(250);

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

            var margin = Variations * _variation;
            _wait = Least(_smoothed.Value + (margin > s_leastMargin ? margin : s_leastMargin), longest);
        }
    }

    static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
