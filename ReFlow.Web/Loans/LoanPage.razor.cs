using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using ReFlow.Web.GraphQL;
using ReFlow.Web.Live;
using ReFlow.Web.Localization;

namespace ReFlow.Web.Loans;

/// <summary>One loan's page, kept fresh by the block feed.</summary>
public sealed partial class LoanPage : ComponentBase
{
    readonly CancellationTokenSource _gone = new();
    readonly CancellationToken _untilGone;
    readonly LiveQuery<LoanAnswer> _query;
    readonly LoanReader _loans;
    readonly IStringLocalizer<Texts> _texts;
    string? _shownAddress;
    bool _isMalformed;
    string _announcement = "";
    LoanStatus? _announcedStatus;

    public LoanPage(LoanReader loans, BlockFeed feed, TimeProvider time, IStringLocalizer<Texts> texts)
    {
        _loans = loans;
        _texts = texts;
        _untilGone = _gone.Token;
        _query = new LiveQuery<LoanAnswer>(ReadAsync, feed, time);
    }

    [Parameter]
    public required string Address { get; set; }

    /// <summary>What the prerender read, so that the circuit starts without a second query.</summary>
    [PersistentState]
    public LoanAnswer? Prerendered { get; set; }

    [CascadingParameter]
    HttpContext? HttpContext { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (_shownAddress == Address)
            return;
        _shownAddress = Address;
        _announcement = "";
        _isMalformed = !LoanAddress.IsWellFormed(Address);
        _query.Reset();
        if (!_isMalformed)
            await ReadFirstAsync();
        // As late as possible: a page that is 404 when it has rendered would be replaced by the site's own "not found" page.
        HttpContext?.Response.OnStarting(() =>
        {
            HttpContext.Response.StatusCode = Status();
            return Task.CompletedTask;
        });
    }

    async Task ReadFirstAsync()
    {
        if (Prerendered is { } answer && Concerns(answer))
            _query.Seed(answer);
        else
            await _query.LoadAsync(_untilGone);
        Prerendered = _query.Data;
        // The API knows more about addresses than their length: a wrong checksum is refused there.
        _isMalformed = _query.Error is { Code: GraphQLException.BadUserInput };
    }

    Task<LoanAnswer> ReadAsync(CancellationToken cancellationToken) => _loans.ReadLoanAsync(Address, cancellationToken);

    bool Concerns(LoanAnswer answer) =>
        answer.Loan is null || string.Equals(answer.Loan.Address, Address, StringComparison.OrdinalIgnoreCase);

    int Status() => this switch
    {
        { _isMalformed: true } => StatusCodes.Status400BadRequest,
        { _query.Data.Loan: not null } => StatusCodes.Status200OK,
        { _query.Data: not null } => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && !_isMalformed)
            _ = InvokeAsync(FollowAsync);
    }

    async Task FollowAsync() =>
        await _query.FollowAsync(signal => signal.Loans.Contains(Address), OnReadAsync, _untilGone)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    Task OnReadAsync() => InvokeAsync(() =>
    {
        var status = _query.Data?.Loan?.Status;
        if (status is not null && _announcedStatus is not null && status != _announcedStatus)
            _announcement = _texts["Loan.StatusChanged", _texts[$"Status.{status}"]];
        _announcedStatus = status ?? _announcedStatus;
        StateHasChanged();
    });

    async Task RetryAsync() => await _query.LoadAsync(_untilGone);

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
