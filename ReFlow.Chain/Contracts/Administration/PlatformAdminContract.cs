using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts.Administration;

/// <summary>
/// The admin of a production deployment (docs/roles.md): what it does to the platform's contracts, and to itself, is scheduled, can be
/// cancelled, and is executed after a delay. Times are unix seconds, delays seconds. These are the operations that wait.
/// </summary>
public static partial class PlatformAdminContract
{
    static readonly AbiFunction s_schedule = new("schedule(address,bytes,uint48)");
    static readonly AbiFunction s_execute = new("execute(address,bytes)");
    static readonly AbiFunction s_cancel = new("cancel(address,address,bytes)");
    static readonly AbiFunction s_consumeScheduledOp = new("consumeScheduledOp(address,bytes)");
    static readonly AbiFunction s_multicall = new("multicall(bytes[])");
    static readonly AbiFunction s_hashOperation = new("hashOperation(address,address,bytes)");
    static readonly AbiFunction s_getSchedule = new("getSchedule(bytes32)");
    static readonly AbiFunction s_getNonce = new("getNonce(bytes32)");
    static readonly AbiFunction s_expiration = new("expiration()");
    static readonly AbiFunction s_minSetback = new("minSetback()");
    static readonly AbiFunction s_minimumDelay = new("MINIMUM_DELAY()");
    static readonly AbiFunction s_maximumDelay = new("MAXIMUM_DELAY()");

    // Not an initializer: those of the other parts of this class may run later.
    internal static IReadOnlyList<AbiFunction> Functions =>
    [
        s_schedule, s_execute, s_cancel, s_consumeScheduledOp, s_multicall, s_hashOperation, s_getSchedule, s_getNonce, s_expiration,
        s_minSetback, s_minimumDelay, s_maximumDelay,
        .. RoleFunctions,
        .. TargetFunctions,
    ];

    internal static IReadOnlyList<AbiEvent> Events { get; } =
    [
        OperationScheduled.Definition, OperationExecuted.Definition, OperationCanceled.Definition, RoleLabel.Definition,
        RoleGranted.Definition, RoleRevoked.Definition, RoleAdminChanged.Definition, RoleGuardianChanged.Definition,
        RoleGrantDelayChanged.Definition, TargetClosed.Definition, TargetFunctionRoleUpdated.Definition, TargetAdminDelayUpdated.Definition,
    ];

    /// <summary>Sent by who has the function's role with a delay, the multisig.</summary>
    /// <param name="data">The call data for the target.</param>
    /// <param name="when">Not before the delay is over; zero for as soon as it is.</param>
    public static byte[] EncodeSchedule(Address target, byte[] data, long when) => s_schedule.Call().Address(target).Bytes(data).UInt(when, 48).ToByteArray();

    /// <summary>Sent by who scheduled the same, within <see cref="DecodeExpiration"/> of its time; at once by who has the role without a delay.</summary>
    public static byte[] EncodeExecute(Address target, byte[] data) => s_execute.Call().Address(target).Bytes(data).ToByteArray();

    /// <summary>Sent by who scheduled it, a guardian of the function's role, or an admin.</summary>
    /// <param name="caller">Who scheduled it.</param>
    public static byte[] EncodeCancel(Address caller, Address target, byte[] data) =>
        s_cancel.Call().Address(caller).Address(target).Bytes(data).ToByteArray();

    /// <summary>Sent by a contract that was called directly and checks by itself that the call was scheduled; ReFlow's have no need of it.</summary>
    public static byte[] EncodeConsumeScheduledOp(Address caller, byte[] data) => s_consumeScheduledOp.Call().Address(caller).Bytes(data).ToByteArray();

    /// <summary>Many calls to this contract in one transaction, all or nothing; each is allowed to its sender or not as if sent alone.</summary>
    public static byte[] EncodeMulticall(IReadOnlyList<byte[]> data) => s_multicall.Call().BytesList(data).ToByteArray();

    public static byte[] EncodeHashOperation(Address caller, Address target, byte[] data) =>
        s_hashOperation.Call().Address(caller).Address(target).Bytes(data).ToByteArray();

    /// <summary>The id of the operation.</summary>
    public static Hash32 DecodeHashOperation(byte[] returned) => Returned.Bytes32(returned);

    /// <param name="id">As of <see cref="EncodeHashOperation"/>.</param>
    public static byte[] EncodeGetSchedule(Hash32 id) => s_getSchedule.Call().Bytes32(id).ToByteArray();

    /// <summary>When the operation can be executed; zero if it was not scheduled, or is done, cancelled or expired.</summary>
    public static long DecodeGetSchedule(byte[] returned) => (long)Returned.UInt(returned, 48);

    /// <param name="id">As of <see cref="EncodeHashOperation"/>.</param>
    public static byte[] EncodeGetNonce(Hash32 id) => s_getNonce.Call().Bytes32(id).ToByteArray();

    /// <summary>How often the operation was scheduled.</summary>
    public static uint DecodeGetNonce(byte[] returned) => (uint)Returned.UInt(returned, 32);

    public static byte[] EncodeExpiration() => s_expiration.Encode();

    /// <summary>For how long an operation that waited can be executed.</summary>
    public static uint DecodeExpiration(byte[] returned) => (uint)Returned.UInt(returned, 32);

    public static byte[] EncodeMinSetback() => s_minSetback.Encode();

    /// <summary>How long, at least, a grant delay or a target's admin delay stays after it was set lower.</summary>
    public static uint DecodeMinSetback(byte[] returned) => (uint)Returned.UInt(returned, 32);

    public static byte[] EncodeMinimumDelay() => s_minimumDelay.Encode();

    /// <summary>Shortest delay that an admin or a manager can have.</summary>
    public static uint DecodeMinimumDelay(byte[] returned) => (uint)Returned.UInt(returned, 32);

    public static byte[] EncodeMaximumDelay() => s_maximumDelay.Encode();

    /// <summary>Longest delay that an admin or a manager can have.</summary>
    public static uint DecodeMaximumDelay(byte[] returned) => (uint)Returned.UInt(returned, 32);
}
