using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using ReFlow.Web.Formatting;
using ReFlow.Web.Localization;

namespace ReFlow.Web.Tests.Formatting;

public sealed class DurationsTests : WebContext
{
    IStringLocalizer<Texts> Texts => Services.GetRequiredService<IStringLocalizer<Texts>>();

    [Theory]
    [InlineData(15_552_000, "180 days", "180 hari")]
    [InlineData(86_400, "24 hours", "24 jam")]
    [InlineData(119, "119 seconds", "119 detik")]
    [InlineData(1, "1 second", "1 detik")]
    public void Length_of_seconds_is_in_the_largest_useful_unit(long seconds, string english, string indonesian)
    {
        UseCulture("en");
        Assert.Equal(english, Durations.Length(seconds, Texts));
        UseCulture("id-ID");
        Assert.Equal(indonesian, Durations.Length(seconds, Texts));
    }

    [Theory]
    [InlineData(-12, "12 seconds ago")]
    [InlineData(1, "just now")]
    [InlineData(259_200, "in 3 days")]
    public void Relative_time_says_past_or_future(int seconds, string shown) =>
        Assert.Equal(shown, Durations.Relative(Sample.Now.AddSeconds(seconds), Sample.Now, Texts));
}
