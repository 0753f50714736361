using System.Numerics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using ReFlow.Chain.JsonRpc;
using ReFlow.Chain.Proofs;

namespace ReFlow.Chain;

/// <summary>
/// Typed access to one Ethereum chain over one node or several. Failures are <see cref="JsonRpcException"/>s; before its first request to a
/// node the client checks that it serves the expected chain, and throws <see cref="WrongChainException"/> when none does.
/// </summary>
public sealed class EthereumClient
{
    readonly JsonRpcClient _rpc;
    readonly NewHeadsSubscription _newHeads;
    readonly TimeProvider _time;

    /// <param name="expectedChainId">The chain that this client may talk to; null accepts any.</param>
    public EthereumClient(JsonRpcClient rpc, long? expectedChainId = null, TimeProvider? time = null, ILogger<EthereumClient>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(rpc);
        _rpc = rpc.Expecting(expectedChainId);
        _time = time ?? TimeProvider.System;
        _newHeads = new NewHeadsSubscription(_rpc.EndpointForSubscription, _time, logger);
    }

    EthereumClient(EthereumClient other, JsonRpcClient rpc)
    {
        _rpc = rpc;
        _time = other._time;
        _newHeads = other._newHeads;
    }

    /// <summary>A client outside dependency injection, for tests and tools.</summary>
    public static EthereumClient Connect(string url, long? expectedChainId = null) =>
        new(new JsonRpcClient(new Uri(url), new HttpClient { Timeout = Timeout.InfiniteTimeSpan }), expectedChainId);

    /// <summary>Scheme, host and port of the node in use: what may be shown of its URL.</summary>
    public string EndpointOrigin => _rpc.EndpointOrigin;

    /// <summary>How many nodes are configured.</summary>
    public int EndpointCount => _rpc.EndpointCount;

    /// <summary>
    /// A client for one logical read: whichever node answers its first request answers all of them, so that two nodes on two branches are
    /// never mixed. It does not fail over; pin again for the next attempt.
    /// </summary>
    public EthereumClient Pin() => new(this, _rpc.Pin());

    /// <summary>A client per node; each asks that node alone, and once.</summary>
    internal IReadOnlyList<EthereumClient> Each() => [.. _rpc.Each().Select(node => new EthereumClient(this, node))];

    /// <summary>Whether the node failed lately, or asked for patience.</summary>
    internal bool IsResting => _rpc.IsResting;

    /// <summary>Tells that the node's answers contradicted each other, or that it stands still: others are preferred for a while.</summary>
    public void Distrust() => _rpc.Distrust();

    /// <summary>The chain id that the node reports, checked against the expected one.</summary>
    public Task<long> GetChainIdAsync(CancellationToken cancellationToken) => _rpc.ReadChainIdAsync(cancellationToken);

    public Task<long> GetBlockNumberAsync(CancellationToken cancellationToken) =>
        RequestAsync<long>(new JsonRpcCall("eth_blockNumber"), cancellationToken);

    /// <summary>The header of a block; null when the node does not have the block.</summary>
    public Task<BlockHeader?> GetHeaderAsync(BlockReference block, CancellationToken cancellationToken) =>
        RequestOrNullAsync<BlockHeader>(GetHeaderCall(block), cancellationToken);

    /// <summary>The headers of all blocks from one number to another, both included, in as few batches as possible.</summary>
    /// <exception cref="JsonRpcException">Kind UnknownBlock when the node does not have all of them.</exception>
    public async Task<IReadOnlyList<BlockHeader>> GetHeadersAsync(long fromBlock, long toBlock, CancellationToken cancellationToken)
    {
        JsonRpcCall[] calls = [.. Numbers(fromBlock, toBlock).Select(number => GetHeaderCall(number))];
        var responses = await _rpc.SendBatchAsync(calls, cancellationToken);
        return [.. responses.Select((response, i) => BlockLogs.Require(response.ReadResultOrNull<BlockHeader>(calls[i].Method), fromBlock + i))];
    }

    /// <summary>The same headers with every field that their hashes cover.</summary>
    /// <exception cref="JsonRpcException">Kind UnknownBlock when the node does not have all of them.</exception>
    public async Task<IReadOnlyList<SealedHeader>> GetSealedHeadersAsync(long fromBlock, long toBlock, CancellationToken cancellationToken)
    {
        JsonRpcCall[] calls = [.. Numbers(fromBlock, toBlock).Select(number => GetHeaderCall(number))];
        var responses = await _rpc.SendBatchAsync(calls, cancellationToken);
        return [.. responses.Select((response, i) => response.ReadResultOrNull<SealedHeader>(calls[i].Method)
            ?? throw new JsonRpcException(calls[i].Method, JsonRpcErrorKind.UnknownBlock, $"the node does not have block {fromBlock + i}"))];
    }

    /// <summary>The logs of one block. The answer is about exactly this block, also while the chain reorganises.</summary>
    /// <exception cref="JsonRpcException">Kind UnknownBlock when the node does not have the block.</exception>
    public async Task<IReadOnlyList<LogEntry>> GetLogsByBlockHashAsync(Hash32 blockHash, LogFilter filter, CancellationToken cancellationToken)
    {
        var call = new JsonRpcCall("eth_getLogs", LogQuery.ForBlock(blockHash, filter));
        return BlockLogs.RequireOneBlock(await RequestAsync<IReadOnlyList<LogEntry>>(call, cancellationToken), blockHash);
    }

    /// <summary>All logs of several blocks, each asked for by its hash, in one batch and the order of the hashes.</summary>
    /// <exception cref="JsonRpcException">Kind UnknownBlock when the node does not have one of the blocks.</exception>
    public async Task<IReadOnlyList<IReadOnlyList<LogEntry>>> GetLogsByBlockHashesAsync(IReadOnlyList<Hash32> blockHashes, CancellationToken cancellationToken)
    {
        JsonRpcCall[] calls = [.. blockHashes.Select(hash => new JsonRpcCall("eth_getLogs", LogQuery.ForBlock(hash, LogFilter.All)))];
        var logs = await _rpc.RequestBatchAsync<IReadOnlyList<LogEntry>>(calls, cancellationToken);
        return [.. logs.Select((ofBlock, i) => BlockLogs.RequireOneBlock(ofBlock, blockHashes[i]))];
    }

    /// <summary>
    /// The logs of all blocks from one number to another, both included. The same batch asks for the last header, because a node that lags
    /// behind answers an empty list for blocks it does not have; the logs of that block must carry its hash.
    /// </summary>
    /// <exception cref="JsonRpcException">Kind UnknownBlock when the node does not have <paramref name="toBlock"/>.</exception>
    public async Task<IReadOnlyList<LogEntry>> GetLogsAsync(long fromBlock, long toBlock, LogFilter filter, CancellationToken cancellationToken)
    {
        JsonRpcCall[] calls = [GetHeaderCall(toBlock), new("eth_getLogs", LogQuery.ForRange(fromBlock, toBlock, filter))];
        var responses = await _rpc.SendBatchAsync(calls, cancellationToken);
        var last = BlockLogs.Require(responses[0].ReadResultOrNull<BlockHeader>(calls[0].Method), toBlock);
        return BlockLogs.RequireRange(responses[1].ReadResult<IReadOnlyList<LogEntry>>(calls[1].Method), fromBlock, last);
    }

    /// <summary>Null while the transaction is not mined (or when the node does not know it).</summary>
    public Task<TransactionReceipt?> GetReceiptAsync(Hash32 transactionHash, CancellationToken cancellationToken) =>
        RequestOrNullAsync<TransactionReceipt>(new JsonRpcCall("eth_getTransactionReceipt", transactionHash), cancellationToken);

    /// <summary>Asks once per <paramref name="pollInterval"/> (default 250 ms) until the transaction is mined; bound it with the token.</summary>
    public async Task<TransactionReceipt> WaitForReceiptAsync(
        Hash32 transactionHash, CancellationToken cancellationToken, TimeSpan? pollInterval = null)
    {
        while (true)
        {
            if (await GetReceiptAsync(transactionHash, cancellationToken) is { } receipt)
                return receipt;
            await Task.Delay(pollInterval ?? TimeSpan.FromMilliseconds(250), _time, cancellationToken);
        }
    }

    /// <summary>Simulates a call and gives its return data.</summary>
    /// <exception cref="JsonRpcException">Kind Reverted, with the decoded reason, when the contract refuses.</exception>
    public Task<byte[]> CallAsync(
        Address to, byte[] data, CancellationToken cancellationToken, BlockReference block = default, Address? from = null) =>
        RequestAsync<byte[]>(new JsonRpcCall("eth_call", new TransactionCall(to, data, from), block), cancellationToken);

    /// <summary>Simulates several calls in one batch, all at the same block: pin it by number or hash, or they may see different states.</summary>
    public async Task<IReadOnlyList<byte[]>> CallManyAsync(
        IReadOnlyList<TransactionCall> calls, BlockReference block, CancellationToken cancellationToken)
    {
        return await _rpc.RequestBatchAsync<byte[]>([.. calls.Select(call => new JsonRpcCall("eth_call", call, block))], cancellationToken);
    }

    /// <summary>Gas that the call would use now.</summary>
    /// <exception cref="JsonRpcException">Kind Reverted, with the decoded reason, when it would fail.</exception>
    public Task<long> EstimateGasAsync(TransactionCall call, CancellationToken cancellationToken) =>
        RequestAsync<long>(new JsonRpcCall("eth_estimateGas", call), cancellationToken);

    /// <summary>The next nonce of an account: of its mined transactions, or with <see cref="BlockReference.Pending"/> of the pool's too.</summary>
    public Task<long> GetTransactionCountAsync(Address account, BlockReference block, CancellationToken cancellationToken) =>
        RequestAsync<long>(new JsonRpcCall("eth_getTransactionCount", account, block), cancellationToken);

    /// <summary>Wei.</summary>
    public Task<BigInteger> GetBalanceAsync(Address account, BlockReference block, CancellationToken cancellationToken) =>
        RequestAsync<BigInteger>(new JsonRpcCall("eth_getBalance", account, block), cancellationToken);

    /// <summary>The contract's code; empty for a plain account.</summary>
    public Task<byte[]> GetCodeAsync(Address account, BlockReference block, CancellationToken cancellationToken) =>
        RequestAsync<byte[]>(new JsonRpcCall("eth_getCode", account, block), cancellationToken);

    public async Task<FeeEstimate> GetFeesAsync(CancellationToken cancellationToken)
    {
        JsonRpcCall[] calls = [GetHeaderCall(BlockReference.Latest), new("eth_maxPriorityFeePerGas")];
        var responses = await _rpc.SendBatchAsync(calls, cancellationToken);
        var baseFee = responses[0].ReadResult<BlockHeader>(calls[0].Method).BaseFeePerGas ?? BigInteger.Zero;
        var priorityFee = responses[1].ReadResult<BigInteger>(calls[1].Method);
        return new FeeEstimate(baseFee, priorityFee, (baseFee * 2) + priorityFee);
    }

    /// <summary>
    /// Broadcasts a signed transaction once and gives its hash. After a transient failure its outcome is unknown: look for the receipt or the
    /// nonce, or send the same bytes again (kind AlreadyKnown then means that the first attempt arrived).
    /// </summary>
    public Task<Hash32> SendRawTransactionAsync(byte[] raw, CancellationToken cancellationToken) =>
        RequestAsync<Hash32>(new JsonRpcCall("eth_sendRawTransaction", raw), cancellationToken);

    /// <summary>
    /// The head of the chain, first as it is and then each new one, over WebSocket with reconnection. A hint, not a record: heads are left out
    /// while the connection is down or the consumer is slow, and one number comes again after a reorg.
    /// </summary>
    public async IAsyncEnumerable<BlockHeader> SubscribeNewHeadsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await _rpc.ReadChainIdAsync(cancellationToken);
        await foreach (var header in _newHeads.ReadAllAsync(cancellationToken))
            yield return header;
    }

    /// <summary>
    /// Any other method, for example a development node's anvil_ and evm_ methods; null when the node answers null. Integers become hex
    /// quantities: where a method wants a JSON number, pass a JsonElement.
    /// </summary>
    public Task<T?> RequestAsync<T>(string method, IReadOnlyList<object?> parameters, CancellationToken cancellationToken) =>
        RequestOrNullAsync<T>(new JsonRpcCall(method, parameters), cancellationToken);

    Task<T> RequestAsync<T>(JsonRpcCall call, CancellationToken cancellationToken)
        where T : notnull => _rpc.RequestAsync<T>(call, cancellationToken);

    Task<T?> RequestOrNullAsync<T>(JsonRpcCall call, CancellationToken cancellationToken) => _rpc.RequestOrNullAsync<T>(call, cancellationToken);

    static JsonRpcCall GetHeaderCall(BlockReference block) => block.Hash is { } hash
        ? new JsonRpcCall("eth_getBlockByHash", hash, false)
        : new JsonRpcCall("eth_getBlockByNumber", block, false);

    static IEnumerable<long> Numbers(long from, long to)
    {
        for (var number = from; number <= to; number++)
            yield return number;
    }
}
