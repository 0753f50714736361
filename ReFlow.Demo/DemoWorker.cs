using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.JsonRpc;
using ReFlow.Chain.Signing;
using ReFlow.Demo.Live;
using ReFlow.Demo.Past;

namespace ReFlow.Demo;

/// <summary>Waits for the contracts, builds the past, then lets the actors live.</summary>
sealed class DemoWorker(
    EthereumClient chain, ContractAddresses contracts, PastBuilder past, LiveLoop live, DemoOptions options, DemoStatus status, TimeProvider time,
    ILogger<DemoWorker> logger) : BackgroundService
{
    const int PastAttempts = 5;
    static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await WaitForContractsAsync(stoppingToken);
            if (options.BuildPast)
                await BuildPastAsync(stoppingToken);
            await live.RunAsync(stoppingToken);
        }
        catch (WrongChainException exception)
        {
            status.ReportPreparing(exception.Message);
            Log.Stopped(logger, exception.Message);
        }
    }

    async Task WaitForContractsAsync(CancellationToken cancellationToken)
    {
        while (await WhyNotReadyAsync(cancellationToken) is { } reason)
        {
            status.ReportPreparing($"waiting for the contracts: {reason}");
            Log.WaitingForContracts(logger, reason);
            await Task.Delay(s_pause, time, cancellationToken);
        }
    }

    async Task<string?> WhyNotReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            if ((await chain.GetCodeAsync(contracts.Factory, BlockReference.Latest, cancellationToken)).Length == 0)
                return $"the factory is not deployed at {contracts.Factory} yet (the migrator does that)";
            var answer = await chain.CallAsync(contracts.Factory, LoanFactoryContract.EncodeIsOriginator(DevelopmentAccounts.Originator.Address), cancellationToken);
            return LoanFactoryContract.DecodeIsOriginator(answer) ? null : $"the factory does not know the originator {DevelopmentAccounts.Originator.Address} yet";
        }
        catch (JsonRpcException exception)
        {
            return exception.Message;
        }
    }

    async Task BuildPastAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= PastAttempts; attempt++)
        {
            try
            {
                await past.BuildAsync(cancellationToken);
                return;
            }
            catch (JsonRpcException exception)
            {
                Log.PastInterrupted(logger, attempt, PastAttempts, exception.Message);
                status.ReportPreparing($"building the past, interrupted: {exception.Message}");
                await Task.Delay(s_pause * attempt, time, cancellationToken);
            }
        }
    }
}
