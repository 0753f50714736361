using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.JsonRpc;
using ReFlow.Chain.Signing;
using ReFlow.Demo.Actions;
using ReFlow.Demo.Past;
using ReFlow.Demo.Story;
using ReFlow.Demo.Wallets;
using ReFlow.Domain;
using ReFlow.Testing;

namespace ReFlow.Demo.Tests.Past;

public sealed class PastBuilderTests
{
    static readonly TimeSpan s_past = TimeSpan.FromDays(Scenario.Days);

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Past_on_a_fresh_chain_reaches_all_seven_statuses_as_the_contracts_tell_them()
    {
        await using var chain = await OwnChain.StartAsync(s_past, blockSeconds: 1, cancellationToken: Token);

        await new DemoOnChain(chain.Client).Past.BuildAsync(Token);

        Dictionary<string, LoanStatus> expected = Scenario.Loans.ToDictionary(story => story.About.Name, story => StatusAfter(story.Course));
        Assert.Equal(expected, await StatusesAsync(chain));
        Assert.Equal(7, expected.Values.Distinct().Count());
        Assert.Equal(Planned(await StartOfPastAsync(chain)), await EventsAsync(chain));
    }

    [Fact]
    public async Task Chain_after_the_past_makes_blocks_at_the_wall_clock_again()
    {
        await using var chain = await OwnChain.StartAsync(s_past, blockSeconds: 1, cancellationToken: Token);

        await new DemoOnChain(chain.Client).Past.BuildAsync(Token);

        var built = await chain.Client.GetBlockNumberAsync(Token);
        await Eventually.BecomesAsync(async () => await chain.Client.GetBlockNumberAsync(Token) > built + 1, Token);
        var head = await chain.Client.GetHeaderAsync(BlockReference.Latest, Token);
        Assert.InRange(head!.Timestamp, DateTimeOffset.UtcNow.AddSeconds(-10), DateTimeOffset.UtcNow.AddSeconds(10));
    }

    [Fact]
    public async Task Past_that_is_killed_again_and_again_goes_on_and_doubles_nothing()
    {
        await using var chain = await OwnChain.StartAsync(s_past, blockSeconds: 1, cancellationToken: Token);
        var kills = 0;
        for (var lifetime = 60; ; lifetime += 35)
        {
            try
            {
                await new DemoOnChain(DemoOnChain.ClientThatDiesAfter(chain.Url, lifetime)).Past.BuildAsync(Token);
                break;
            }
            catch (JsonRpcException)
            {
                kills++;
            }
        }

        Assert.True(kills >= 5, $"killed {kills} times");
        Assert.Equal(Planned(await StartOfPastAsync(chain)), await EventsAsync(chain));
        Assert.Equal(Scenario.Loans.ToDictionary(story => story.About.Name, story => StatusAfter(story.Course)), await StatusesAsync(chain));
    }

    [Fact]
    public async Task Second_start_adds_nothing_whatever_its_seed()
    {
        await using var chain = await OwnChain.StartAsync(s_past, blockSeconds: 1, cancellationToken: Token);
        await new DemoOnChain(chain.Client).Past.BuildAsync(Token);
        var before = await EventsAsync(chain);

        await new DemoOnChain(chain.Client, new DemoOptions { Seed = 99 }).Past.BuildAsync(Token);

        Assert.Equal(before, await EventsAsync(chain));
    }

    [Fact]
    public async Task Past_whose_operator_is_always_faster_reaches_the_same_statuses_without_a_failed_step()
    {
        await using var chain = await OwnChain.StartAsync(s_past, blockSeconds: 1, cancellationToken: Token);
        using var operatorAtWork = new EagerOperator(chain);
        var logger = new TestLogger<PastExecutor>();

        await new DemoOnChain(operatorAtWork.Connect(), pastLogger: logger).Past.BuildAsync(Token);

        Assert.Equal(Scenario.Loans.Count(story => story.Course is not (StillFunding or RaiseFailed)), operatorAtWork.Sent.Count(sent => sent.From is LoanStatus.Funding));
        Assert.Equal(2, operatorAtWork.Sent.Count(sent => sent.From is LoanStatus.Late));
        Assert.Equal(Scenario.Loans.ToDictionary(story => story.About.Name, story => StatusAfter(story.Course)), await StatusesAsync(chain));
        Assert.Equal(Planned(await StartOfPastAsync(chain)), await EventsAsync(chain));
        Assert.Empty(logger.Warnings);
    }

    [Fact]
    public async Task Second_start_leaves_what_a_user_sent_in_the_pool()
    {
        await using var chain = await OwnChain.StartAsync(s_past, blockSeconds: 1, cancellationToken: Token);
        await new DemoOnChain(chain.Client).Past.BuildAsync(Token);
        await chain.MineEverySecondsAsync(0, Token);
        var approval = ActionEncoder.EncodeApproval(DevelopmentDeployment.Usdt, DevelopmentAccounts.Treasury.Address);
        var sent = await new TransactionPipeline(chain.Client, chainId: 31337).SendAsync(Actors.Investors[0], approval, Token);

        await new DemoOnChain(chain.Client).Past.BuildAsync(Token);

        await Eventually.BecomesAsync(async () => await chain.Client.GetReceiptAsync(sent, Token) is { Succeeded: true }, Token);
    }

    [Fact]
    public async Task Past_on_a_chain_without_room_for_it_builds_only_the_loans_that_collect_money_now()
    {
        await using var chain = await OwnChain.StartAsync(past: TimeSpan.Zero, blockSeconds: 1, cancellationToken: Token);

        await new DemoOnChain(chain.Client).Past.BuildAsync(Token);

        var funding = Scenario.Loans.Where(story => story.Course is StillFunding).Select(story => story.About.Name);
        var statuses = await StatusesAsync(chain);
        Assert.Equal(funding.Order(), statuses.Keys.Order());
        Assert.All(statuses.Values, status => Assert.Equal(LoanStatus.Funding, status));
    }

    [Fact]
    public async Task Past_sends_nothing_with_the_operators_key()
    {
        await using var chain = await OwnChain.StartAsync(s_past, blockSeconds: 1, cancellationToken: Token);

        await new DemoOnChain(chain.Client).Past.BuildAsync(Token);

        Assert.Equal(0, await chain.Client.GetTransactionCountAsync(ReFlow.Chain.Signing.DevelopmentAccounts.Operator.Address, BlockReference.Latest, Token));
    }

    static LoanStatus StatusAfter(Course course) => course switch
    {
        StillFunding => LoanStatus.Funding,
        RaiseFailed => LoanStatus.Cancelled,
        OnSchedule => LoanStatus.Active,
        FallenBehind => LoanStatus.Late,
        InDefault => LoanStatus.Defaulted,
        PaidBack => LoanStatus.Repaid,
        LossTaken => LoanStatus.Closed,
        _ => throw new ArgumentException($"A known course was expected, seen {course}.", nameof(course)),
    };

    /// <summary>Counts per kind of event that the plan asks for, computed without the demo's own ledger.</summary>
    static SortedDictionary<string, int> Planned(DateTimeOffset start)
    {
        var plan = PastPlanner.Plan(Scenario.Loans, start, new DemoOptions().Seed);
        var counts = plan.Select(step => step.Action).CountBy(action => action switch
        {
            CreateLoan => nameof(LoanCreated),
            Invest => nameof(Invested),
            Actions.DrawDown => nameof(DrawnDown),
            Repay => nameof(Distributed),
            Claim => nameof(Claimed),
            TransferTokens => "Moved",
            Cancel => nameof(Cancelled),
            Refund => nameof(Refunded),
            DeclareDefault => nameof(Defaulted),
            WriteOff => nameof(WrittenOff),
            _ => "?",
        });
        return new SortedDictionary<string, int>(counts.ToDictionary(), StringComparer.Ordinal);
    }

    static async Task<SortedDictionary<string, int>> EventsAsync(OwnChain chain)
    {
        var logs = await chain.Client.GetLogsAsync(0, await chain.Client.GetBlockNumberAsync(Token), LogFilter.All, Token);
        var names = logs.Where(log => log.Address != DevelopmentDeployment.Usdt).Select(NameOf).OfType<string>();
        return new SortedDictionary<string, int>(names.CountBy(name => name).ToDictionary(), StringComparer.Ordinal);
    }

    static string? NameOf(LogEntry log) =>
        LoanCreated.TryDecode(log, out _) ? nameof(LoanCreated)
        : Invested.TryDecode(log, out _) ? nameof(Invested)
        : DrawnDown.TryDecode(log, out _) ? nameof(DrawnDown)
        : Distributed.TryDecode(log, out _) ? nameof(Distributed)
        : Claimed.TryDecode(log, out _) ? nameof(Claimed)
        : Cancelled.TryDecode(log, out _) ? nameof(Cancelled)
        : Refunded.TryDecode(log, out _) ? nameof(Refunded)
        : Defaulted.TryDecode(log, out _) ? nameof(Defaulted)
        : WrittenOff.TryDecode(log, out _) ? nameof(WrittenOff)
        : Transfer.TryDecode(log, out var transfer) && transfer.From != Address.Zero && transfer.To != Address.Zero ? "Moved"
        : null;

    static async Task<Dictionary<string, LoanStatus>> StatusesAsync(OwnChain chain)
    {
        var statuses = new Dictionary<string, LoanStatus>(StringComparer.Ordinal);
        var count = LoanFactoryContract.DecodeLoanCount(await chain.Client.CallAsync(DevelopmentDeployment.Factory, LoanFactoryContract.EncodeLoanCount(), Token));
        for (var index = 0; index < count; index++)
        {
            var loan = LoanFactoryContract.DecodeLoanAt(await chain.Client.CallAsync(DevelopmentDeployment.Factory, LoanFactoryContract.EncodeLoanAt(index), Token));
            var loanId = LoanContract.DecodeLoanId(await chain.Client.CallAsync(loan, LoanContract.EncodeLoanId(), Token));
            var name = Scenario.Loans.Single(story => story.LoanId == loanId).About.Name;
            statuses[name] = LoanContract.DecodeState(await chain.Client.CallAsync(loan, LoanContract.EncodeState(), Token));
        }

        return statuses;
    }

    static async Task<DateTimeOffset> StartOfPastAsync(OwnChain chain) => (await chain.Client.GetHeaderAsync(0L, Token))!.Timestamp;
}
