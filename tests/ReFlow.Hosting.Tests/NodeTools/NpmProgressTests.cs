using Microsoft.Extensions.Time.Testing;
using ReFlow.Hosting.NodeTools;

namespace ReFlow.Hosting.Tests.NodeTools;

public sealed class NpmProgressTests
{
    readonly FakeTimeProvider _time = new();

    [Fact]
    public void Fetched_packages_are_counted()
    {
        var progress = new NpmProgress(3, _time);
        progress.Read("npm http fetch GET 200 https://registry.example/a/-/a-1.0.0.tgz 120ms (cache miss)");
        progress.Read("npm http fetch GET 200 https://registry.example/a 10ms (cache hit)");
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("Restoring npm packages: 1 of 3 fetched, 3 s.", progress.Describe());
    }

    [Fact]
    public void Registry_that_does_not_answer_is_given_as_the_reason_of_the_wait()
    {
        var progress = new NpmProgress(3, _time);
        _time.Advance(TimeSpan.FromSeconds(18));
        Assert.StartsWith("Restoring npm packages: 0 of 3 fetched, 18 s. npm unpacks, or waits for its registry;", progress.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void Unpacking_after_the_last_fetch_is_not_taken_for_a_silent_registry()
    {
        var progress = new NpmProgress(1, _time);
        progress.Read("npm http fetch GET 200 https://registry.example/a/-/a-1.0.0.tgz 120ms (cache miss)");
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("Restoring npm packages: 1 of 1 fetched, 60 s.", progress.Describe());
    }
}
