using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using ReFlow.Web.Live;

namespace ReFlow.Web.Market;

/// <summary>The market: every loan, filtered and ordered by the address bar, kept fresh by the block feed.</summary>
public sealed partial class MarketPage(MarketReader market, BlockFeed feed, NavigationManager navigation, TimeProvider time)
{
    const int SkeletonCount = 6;

    readonly CancellationTokenSource _gone = new();
    MarketFilter _filter = MarketFilter.None;
    LiveQuery<MarketData>? _query;
    int _wanted = MarketReader.PageSize;
    bool _isReading;

    LiveQuery<MarketData> Query => _query ??= new LiveQuery<MarketData>(ReadAsync, feed, time);

    /// <summary>What the prerender read, so that the circuit starts without a second query.</summary>
    [PersistentState]
    public MarketData? Prerendered { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _filter = MarketFilterUrl.Parse(new Uri(navigation.Uri));
        navigation.LocationChanged += OnLocationChanged;
        if (Prerendered is not null)
        {
            Query.Seed(Prerendered);
            return;
        }
        await Query.LoadAsync(_gone.Token);
        Prerendered = Query.Data;
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _ = InvokeAsync(FollowAsync);
    }

    async Task FollowAsync() =>
        await Query.FollowAsync(signal => signal.Loans.Count > 0, () => InvokeAsync(StateHasChanged), _gone.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    Task<MarketData> ReadAsync(CancellationToken cancellationToken) =>
        market.ReadAsync(_filter.Statuses, _filter.NeedsEveryLoan ? MarketReader.MaximumLoans : _wanted, cancellationToken);

    Task ShowAsync(MarketFilter filter)
    {
        // A typed search replaces the entry, or the back button would step through every letter.
        navigation.NavigateTo(MarketFilterUrl.Format(filter), new NavigationOptions { ReplaceHistoryEntry = filter.Search != _filter.Search });
        return Task.CompletedTask;
    }

    Task RetryAsync() => ReadAgainAsync();

    Task LoadMoreAsync()
    {
        _wanted += MarketReader.PageSize;
        return ReadAgainAsync();
    }

    async Task ReadAgainAsync()
    {
        _isReading = true;
        await Query.LoadAsync(_gone.Token);
        _isReading = false;
        StateHasChanged();
    }

    void OnLocationChanged(object? sender, LocationChangedEventArgs arguments)
    {
        var uri = new Uri(arguments.Location);
        if (uri.AbsolutePath == "/")
            _ = InvokeAsync(() => ApplyAsync(MarketFilterUrl.Parse(uri)));
    }

    async Task ApplyAsync(MarketFilter filter)
    {
        var before = _filter;
        _filter = filter;
        StateHasChanged();
        // Everything there is to filter is already loaded, unless the market has more pages.
        if (Query.Data is null or { IsEverything: false } && before != filter)
            await ReadAgainAsync();
    }

    public void Dispose()
    {
        navigation.LocationChanged -= OnLocationChanged;
        _gone.Cancel();
        _gone.Dispose();
    }
}
