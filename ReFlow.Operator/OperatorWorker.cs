using Microsoft.EntityFrameworkCore;
using Npgsql;
using ReFlow.Chain.JsonRpc;
using ReFlow.Operator.Administration;
using ReFlow.Operator.Sending;
using ReFlow.Operator.Signing;

namespace ReFlow.Operator;

/// <summary>Applies for the lease; with it, first brings what is on its way to its end and then looks for new decisions, again and again.</summary>
sealed class OperatorWorker(
    LeaseDatabase database, PolicySigner signer, TransactionTracker tracker, LoanAdministrator administrator, ChainIdentity identity,
    OperatorOptions options, OperatorStatus status, TimeProvider time, ILogger<OperatorWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var lease = await SenderLease.TryAcquireAsync(database, signer.ChainId, signer.Sender, time, stoppingToken);
                if (lease is null)
                    status.Report("standing by: another process sends with this key");
                else
                    await LeadAsync(lease, stoppingToken);
            }
            catch (Exception exception) when (IsExpected(exception) && !stoppingToken.IsCancellationRequested)
            {
                status.Report("waiting", exception.Message);
                Log.Waiting(logger, exception.Message);
            }

            await PauseAsync(stoppingToken);
        }
    }

    async Task LeadAsync(SenderLease lease, CancellationToken stoppingToken)
    {
        Log.LeaseTaken(logger, signer.Sender, lease.Epoch);
        while (!stoppingToken.IsCancellationRequested)
        {
            await lease.EnsureHeldAsync(stoppingToken);
            try
            {
                await identity.EnsureSameChainAsync(lease.Epoch, stoppingToken);
                await tracker.AdvanceAsync(lease.Epoch, stoppingToken);
                await administrator.AdministerAsync(lease.Epoch, stoppingToken);
                status.Report($"administering loans as {signer.Sender}");
            }
            catch (JsonRpcException exception)
            {
                status.Report("waiting for the chain", exception.Message);
                Log.Waiting(logger, exception.Message);
            }

            await PauseAsync(stoppingToken);
        }
    }

    Task PauseAsync(CancellationToken stoppingToken) =>
        Task.Delay(TimeSpan.FromSeconds(options.PollSeconds), time, stoppingToken);

    // Entity Framework wraps what the database says, sometimes twice.
    static bool IsExpected(Exception exception) =>
        exception is LeaseLostException or JsonRpcException or NpgsqlException or DbUpdateException or TimeoutException or SigningRefusedException or ForeignChainException
        || (exception.InnerException is { } cause && IsExpected(cause));
}
