using System.Numerics;
using ReFlow.Chain;
using ReFlow.Chain.JsonRpc;
using ReFlow.Data;

namespace ReFlow.Operator;

/// <summary>Event ids 4000 to 4999.</summary>
static partial class Log
{
    [LoggerMessage(4000, LogLevel.Information, "No operator key is configured; this is the development chain, so Anvil's account 1 ({Sender}) is the operator")]
    public static partial void DevelopmentKey(ILogger logger, Address sender);

    [LoggerMessage(4001, LogLevel.Information, "Sending with {Sender}, epoch {Epoch}")]
    public static partial void LeaseTaken(ILogger logger, Address sender, long epoch);

    [LoggerMessage(4002, LogLevel.Warning, "The operator waits: {Reason}")]
    public static partial void Waiting(ILogger logger, string reason);

    [LoggerMessage(4003, LogLevel.Warning, "The development chain lost blocks: nonce {HighestFinal} was final and {Next} is next now; the lost transactions are sent again")]
    public static partial void ChainRestored(ILogger logger, long highestFinal, long next);

    [LoggerMessage(4010, LogLevel.Information, "{Purpose} is due for {Loan} at chain time {ChainTime:u}")]
    public static partial void Decided(ILogger logger, OperatorPurpose purpose, string loan, DateTimeOffset chainTime);

    [LoggerMessage(4011, LogLevel.Debug, "{Purpose} of {Loan} would revert: {Reason}")]
    public static partial void SimulationReverted(ILogger logger, OperatorPurpose purpose, Address loan, string? reason);

    [LoggerMessage(4012, LogLevel.Error, "A human has to look: {Problem}")]
    public static partial void NeedsHuman(ILogger logger, string problem);

    [LoggerMessage(4013, LogLevel.Error, "{IntentKey} was not sent: {Reason}")]
    public static partial void NotSent(ILogger logger, string intentKey, string reason);

    [LoggerMessage(4020, LogLevel.Information, "{IntentKey} sent with nonce {Nonce}, attempt {Attempt}: {TransactionHash}")]
    public static partial void Sent(ILogger logger, string intentKey, long nonce, int attempt, Hash32 transactionHash);

    [LoggerMessage(4021, LogLevel.Debug, "The node has {TransactionHash} already")]
    public static partial void AlreadyKnown(ILogger logger, Hash32 transactionHash);

    [LoggerMessage(4022, LogLevel.Warning, "{IntentKey} (nonce {Nonce}) counts as sent after {Kind}: {Message}")]
    public static partial void BroadcastUncertain(ILogger logger, string intentKey, long nonce, JsonRpcErrorKind kind, string message);

    [LoggerMessage(4023, LogLevel.Information, "{IntentKey} is in block {BlockNumber}: {TransactionHash}")]
    public static partial void Mined(ILogger logger, string intentKey, long blockNumber, Hash32 transactionHash);

    [LoggerMessage(4024, LogLevel.Error, "{IntentKey} reverted in block {BlockNumber}: {Reason}")]
    public static partial void Reverted(ILogger logger, string intentKey, long blockNumber, string? reason);

    [LoggerMessage(4025, LogLevel.Warning, "{IntentKey} left the chain with block {BlockNumber}; the same bytes are sent again")]
    public static partial void ReorganisedAway(ILogger logger, string intentKey, long? blockNumber);

    [LoggerMessage(4026, LogLevel.Critical, "{IntentKey}: nonce {Nonce} of {Sender} was used by a transaction that this operator did not sign. Somebody else holds the key")]
    public static partial void NonceTaken(ILogger logger, string intentKey, long nonce, Address sender);

    [LoggerMessage(4027, LogLevel.Warning, "{IntentKey} is stuck; attempt {Attempt} offers {MaxFeePerGasWei} wei per gas")]
    public static partial void FeesRaised(ILogger logger, string intentKey, int attempt, BigInteger maxFeePerGasWei);

    [LoggerMessage(4028, LogLevel.Error, "{IntentKey} is stuck and its fees are at the cap of {CapGwei} gwei; waiting for the market")]
    public static partial void FeeCapReached(ILogger logger, string intentKey, long capGwei);
}
