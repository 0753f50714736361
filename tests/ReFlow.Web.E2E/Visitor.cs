using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ReFlow.Web.E2E;

/// <summary>One browser window that collects everything that goes wrong in it.</summary>
sealed class Visitor : IAsyncDisposable
{
    readonly List<string> _problems = [];

    Visitor(IBrowserContext context, IPage page)
    {
        Context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _problems.Add($"console: {message.Text}");
        };
        page.PageError += (_, error) => _problems.Add($"script: {error}");
        page.RequestFailed += (_, request) =>
        {
            // A navigation cuts the old page's connections; that is not a failure.
            if (request.Failure != "net::ERR_ABORTED")
                _problems.Add($"request: {request.Url} {request.Failure}");
        };
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>Console errors, uncaught exceptions, policy violations, failed requests.</summary>
    public IReadOnlyList<string> Problems => _problems;

    public static async Task<Visitor> ComeAsync(RunningGraph graph, int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await graph.Browser.NewContextAsync(new()
        {
            BaseURL = graph.Web.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            Locale = "en-US",
        });
        return new Visitor(context, await context.NewPageAsync());
    }

    /// <summary>Opens a page and waits until clicks reach the circuit.</summary>
    public async Task OpenAsync(string path)
    {
        await Page.GotoAsync(path);
        await InteractiveAsync();
    }

    /// <summary>Blazor has no official signal for this, so the layout sets an attribute.</summary>
    public Task InteractiveAsync() =>
        Page.WaitForSelectorAsync("html[data-interactive]", new() { State = WaitForSelectorState.Attached });

    /// <summary>Serious and critical findings of axe.</summary>
    public async Task<IReadOnlyList<string>> BarriersAsync()
    {
        var result = await Page.RunAxe();
        return [.. result.Violations
            .Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}")];
    }

    /// <summary>How many pixels the page is wider than the window.</summary>
    public Task<int> OverflowAsync() => Page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth");

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();
}
