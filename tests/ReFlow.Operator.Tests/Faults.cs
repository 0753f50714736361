using System.Data.Common;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore.Diagnostics;
using ReFlow.Chain;

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

/// <summary>Answers simulations of one contract as geth answers an invalid instruction: an error that is no revert and asks for no second try.</summary>
sealed class RefusedCalls(Address contract) : DelegatingHandler(new SocketsHttpHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
        var isRefused = call is JsonObject && (string?)call["method"] == "eth_call"
            && call["params"]!.ToJsonString().Contains(contract.ToString(), StringComparison.OrdinalIgnoreCase);
        if (!isRefused)
            return await base.SendAsync(request, cancellationToken);

        var answer = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = call["id"]!.DeepClone(),
            ["error"] = new JsonObject { ["code"] = -32000, ["message"] = "invalid opcode: INVALID" },
        };
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer.ToJsonString(), mediaType: new("application/json")) };
    }
}
