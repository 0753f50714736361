using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;
using ReFlow.Web.GraphQL;
using ReFlow.Web.Live;
using ReFlow.Web.Loans;
using ReFlow.Web.Market;

namespace ReFlow.Web.Tests;

/// <summary>Renders components against <see cref="CannedApi"/> with a clock that the test moves.</summary>
public abstract class WebContext : BunitContext
{
    private protected CannedApi Api { get; } = new();

    protected FakeTimeProvider Time { get; } = new(Sample.Now);

    protected BlockFeed Feed => Services.GetRequiredService<BlockFeed>();

    protected WebContext()
    {
        UseCulture("en");
        Services.AddLocalization();
        Services.AddMudServices();
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton<BlockFeed>();
        Services.AddSingleton(provider => new SharedReads(provider.GetRequiredService<BlockFeed>(), Time));
        Services.AddSingleton(new GraphQLClient(new HttpClient(Api) { BaseAddress = new Uri("http://api") }));
        Services.AddTransient<LoanReader>();
        Services.AddTransient<MarketReader>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        AddBunitPersistentComponentState();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    protected static void UseCulture(string name)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(name);
    }

    /// <summary>Moves the clock until the page has come to <paramref name="condition"/>.</summary>
    protected async Task AdvanceUntilAsync<T>(IRenderedComponent<T> page, Func<bool> condition)
        where T : IComponent
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Xunit.TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(15));
        while (!await page.InvokeAsync(condition))
        {
            Time.Advance(LiveQueryPace.Default.Fastest);
            await Task.Delay(5, timeout.Token);
        }
    }

    /// <summary>Announces the next block, as the API would.</summary>
    protected void Announce(long number, params string[] loans) =>
        Feed.Announce(new IndexedBlock(number, Sample.Hash((int)number), Time.GetUtcNow(), loans));
}
