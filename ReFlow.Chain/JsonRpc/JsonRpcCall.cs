namespace ReFlow.Chain.JsonRpc;

/// <summary>One request: a method and its positional parameters.</summary>
public readonly record struct JsonRpcCall(string Method, params IReadOnlyList<object?> Params)
{
    /// <summary>
    /// Whether the method only reads, so that it may be sent again after a transient failure. A list of what is known to be safe: a method
    /// that is missing here is sent once.
    /// </summary>
    public bool IsRead => Method.StartsWith("eth_get", StringComparison.Ordinal) || Method is
        "eth_blockNumber" or "eth_call" or "eth_chainId" or "eth_estimateGas" or "eth_feeHistory" or "eth_gasPrice"
        or "eth_maxPriorityFeePerGas" or "eth_syncing" or "net_version" or "web3_clientVersion";
}
