using GraphQL;
using GraphQL.Types;
using GraphQL.Utilities;
using Microsoft.Extensions.DependencyInjection;

namespace ReFlow.Api.Tests;

public sealed class SchemaTests(ApiServers servers)
{
    [Fact]
    public async Task Committed_schema_equals_the_running_one()
    {
        await using var api = await servers.StartApiAsync();

        var running = api.Services.GetRequiredService<ISchema>().Print(new PrintOptions { StringComparison = null }).ReplaceLineEndings("\n").Trim() + "\n";

        var path = Path.Combine(Repository.Root, "ReFlow.Api", "schema.graphql");
        if (Environment.GetEnvironmentVariable("REFLOW_UPDATE_SCHEMA") == "1")
            await File.WriteAllTextAsync(path, running, TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), running);
    }
}
