using ReFlow.Chain.JsonRpc.Endpoints;

namespace ReFlow.Chain.Tests.JsonRpc;

/// <summary>The rules of RFC 6298, with our bounds.</summary>
public sealed class AnswerTimerTests
{
    static readonly TimeSpan s_longest = TimeSpan.FromSeconds(15);

    [Fact]
    public void First_wait_is_a_second_and_never_longer_than_allowed()
    {
        Assert.Equal(TimeSpan.FromSeconds(1), new AnswerTimer(s_longest).Wait);
        Assert.Equal(TimeSpan.FromMilliseconds(500), new AnswerTimer(TimeSpan.FromMilliseconds(500)).Wait);
    }

    [Fact]
    public void First_answer_makes_the_wait_three_times_its_own()
    {
        var timer = new AnswerTimer(s_longest);
        timer.Answered(TimeSpan.FromMilliseconds(400));
        Assert.Equal(TimeSpan.FromMilliseconds(1200), timer.Wait);
    }

    [Fact]
    public void Further_answers_are_smoothed_by_an_eighth_and_a_quarter()
    {
        var timer = new AnswerTimer(s_longest);
        timer.Answered(TimeSpan.FromMilliseconds(400));
        timer.Answered(TimeSpan.FromMilliseconds(800));
        // Variation 3/4 * 200 + 1/4 * 400 = 250, smoothed 7/8 * 400 + 1/8 * 800 = 450.
        Assert.Equal(TimeSpan.FromMilliseconds(450 + (4 * 250)), timer.Wait);
    }

    [Fact]
    public void Wait_is_a_quarter_of_a_second_above_steady_answers_and_never_longer_than_allowed()
    {
        var timer = new AnswerTimer(s_longest);
        for (var answer = 0; answer < 100; answer++)
            timer.Answered(TimeSpan.FromMilliseconds(600));
        Assert.Equal(850, timer.Wait.TotalMilliseconds, tolerance: 1);
        timer.Answered(TimeSpan.FromSeconds(14));
        Assert.Equal(s_longest, timer.Wait);
    }
}
