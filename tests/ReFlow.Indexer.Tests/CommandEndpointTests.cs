using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReFlow.Indexer.Commands;

namespace ReFlow.Indexer.Tests;

/// <summary>The commands over HTTP, which only programs may give.</summary>
public sealed class CommandEndpointTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://evil.example", HttpStatusCode.Forbidden, 0)]
    [InlineData("null", HttpStatusCode.Forbidden, 0)]
    [InlineData(null, HttpStatusCode.OK, 1)]
    public async Task Command_from_a_web_page_is_refused_and_not_run(string? origin, HttpStatusCode expected, int runs)
    {
        var counted = new CountedCommand();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<RunningCommand>();
        builder.Services.AddSingleton<IIndexerCommand>(counted);
        await using var app = builder.Build();
        app.MapIndexerCommands();
        await app.StartAsync(Token);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{app.Urls.First()}/commands/counted"));
        if (origin is not null)
            request.Headers.Add("Origin", origin);

        using var answer = await http.SendAsync(request, Token);

        Assert.Equal((expected, runs), (answer.StatusCode, counted.Runs));
    }

    sealed class CountedCommand : IIndexerCommand
    {
        public string Name => "counted";

        public int Runs { get; private set; }

        public Task<CommandResult> RunAsync(IProgress<string> progress, CancellationToken cancellationToken)
        {
            Runs++;
            return Task.FromResult(new CommandResult(Ok: true, 0, []));
        }
    }
}
