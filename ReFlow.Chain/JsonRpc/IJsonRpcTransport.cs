namespace ReFlow.Chain.JsonRpc;

/// <summary>Carries one JSON-RPC request body to one node and brings the answer's body back.</summary>
public interface IJsonRpcTransport
{
    /// <summary>The node; may carry an access key, so only its origin is ever shown.</summary>
    Uri Endpoint { get; }

    /// <param name="method">What is asked, for messages.</param>
    /// <param name="body">The request or batch, as JSON in UTF-8.</param>
    /// <param name="timeout">How long to wait for the whole answer.</param>
    /// <param name="cancellationToken">Ends the wait without a verdict on the node.</param>
    /// <exception cref="JsonRpcException">No usable body came.</exception>
    Task<byte[]> PostAsync(string method, byte[] body, TimeSpan timeout, CancellationToken cancellationToken);
}
