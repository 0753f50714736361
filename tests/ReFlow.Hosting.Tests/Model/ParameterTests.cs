using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.State;

namespace ReFlow.Hosting.Tests.Model;

public sealed class ParameterTests
{
    [Fact]
    public async Task Configuration_wins_over_the_default()
    {
        await using var app = await TestGraph.StartAsync(builder => builder.AddParameter("rate", "1"), "--Parameters:rate=5");
        Assert.Equal("5", app.Snapshot("rate").Property("Value"));
    }

    [Fact]
    public async Task Parameter_without_a_value_stops_the_start_with_its_name()
    {
        var error = await Assert.ThrowsAsync<MissingParameterValueException>(() => TestGraph.StartAsync(builder => builder.AddParameter("rate")));
        Assert.Equal("The parameter 'rate' has no value; expected configuration 'Parameters:rate' (environment variable Parameters__rate).", error.Message);
    }

    [Fact]
    public async Task Generated_secret_is_kept_in_the_state_folder_and_not_shown()
    {
        var folder = Directory.CreateTempSubdirectory("reflow-test-");
        try
        {
            var values = new List<string>();
            for (var run = 0; run < 2; run++)
            {
                await using var app = await TestGraph.StartAsync(
                    builder => builder.AddParameter("password", new GenerateParameterDefault(), secret: true, persist: true),
                    $"--{HostConfiguration.StateDirectory}={folder.FullName}");
                var property = app.Snapshot("password").Properties.Single(p => p.Name == "Value");
                Assert.True(property.IsSensitive);
                values.Add((string)property.Value!);
            }

            Assert.Equal(22, values[0].Length);
            Assert.Equal(values[0], values[1]);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.FullName, "parameters.json")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task State_folder_of_a_test_is_gone_afterwards()
    {
        string path;
        await using (var app = await TestGraph.StartAsync(builder => builder.AddParameter("password", new GenerateParameterDefault(), persist: true)))
        {
            path = app.Services.GetRequiredService<StateFolder>().FullPath;
            Assert.True(File.Exists(Path.Combine(path, "parameters.json")));
        }

        Assert.False(Directory.Exists(path));
    }

    [Fact]
    public void Builder_reads_configuration_from_the_command_line()
    {
        using var builder = Testing.DistributedApplicationTestingBuilder.Create("--ConnectionStrings:chain=http://127.0.0.1:1", "--reset", "--no-demo");
        Assert.Equal("http://127.0.0.1:1", builder.Configuration.GetConnectionString("chain"));
        Assert.True(builder.Configuration.GetValue<bool>(HostConfiguration.Reset));
    }
}
