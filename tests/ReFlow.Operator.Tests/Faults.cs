using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ReFlow.Operator.Tests;

/// <summary>The process ended here. Nothing in the product knows this exception, so that nothing can handle it.</summary>
sealed class ProcessDiedException() : Exception("kill -9");

/// <summary>Where an operator process dies.</summary>
enum Death
{
    None,
    BeforeCommit,
    AfterCommit,
    BeforeBroadcast,
    AfterBroadcast,
}

/// <summary>Dies at the database's commit of the first transaction that has changes.</summary>
sealed class DyingCommit(Death death) : DbTransactionInterceptor
{
    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        death == Death.BeforeCommit ? throw new ProcessDiedException() : base.TransactionCommittingAsync(transaction, eventData, result, cancellationToken);

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
        death == Death.AfterCommit ? throw new ProcessDiedException() : base.TransactionCommittedAsync(transaction, eventData, cancellationToken);
}

/// <summary>Dies around <c>eth_sendRawTransaction</c>.</summary>
sealed class DyingBroadcast(Death death) : DelegatingHandler(new SocketsHttpHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isBroadcast = (await request.Content!.ReadAsStringAsync(cancellationToken)).Contains("eth_sendRawTransaction", StringComparison.Ordinal);
        if (isBroadcast && death == Death.BeforeBroadcast)
            throw new ProcessDiedException();
        var response = await base.SendAsync(request, cancellationToken);
        return isBroadcast && death == Death.AfterBroadcast ? throw new ProcessDiedException() : response;
    }
}
