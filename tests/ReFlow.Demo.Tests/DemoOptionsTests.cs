using System.ComponentModel.DataAnnotations;

namespace ReFlow.Demo.Tests;

public sealed class DemoOptionsTests
{
    [Fact]
    public void Defaults_are_valid() => Assert.True(IsValid(new DemoOptions()));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(601)]
    public void Rate_out_of_range_is_refused(double actionsPerMinute) => Assert.False(IsValid(new DemoOptions { ActionsPerMinute = actionsPerMinute }));

    static bool IsValid(DemoOptions options) => Validator.TryValidateObject(options, new ValidationContext(options), [], validateAllProperties: true);
}
