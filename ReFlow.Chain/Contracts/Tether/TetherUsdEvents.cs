using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts.Tether;

// The issuer's events of ITetherUsd.sol, apart from those of the contracts that ReFlow reads. Amounts are base units of six decimals.

/// <summary>The owner created USDT; a <see cref="Transfer"/> from the zero address follows.</summary>
public sealed record Issue(BigInteger Amount)
{
    internal static AbiEvent Definition { get; } = new("Issue(uint256)", indexedCount: 0);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out Issue? decoded) => Definition.TryDecode(
        log, (AbiEventTopics _, ref AbiDecoder data) => new Issue(data.UInt()), out decoded);
}

/// <summary>The owner burned its own USDT; a <see cref="Transfer"/> to the zero address follows.</summary>
public sealed record Redeem(BigInteger Amount)
{
    internal static AbiEvent Definition { get; } = new("Redeem(uint256)", indexedCount: 0);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out Redeem? decoded) => Definition.TryDecode(
        log, (AbiEventTopics _, ref AbiDecoder data) => new Redeem(data.UInt()), out decoded);
}

/// <summary>Transfers cost another fee.</summary>
/// <param name="MaxFee">Most per transfer, in base units.</param>
public sealed record Params(BigInteger FeeBasisPoints, BigInteger MaxFee)
{
    internal static AbiEvent Definition { get; } = new("Params(uint256,uint256)", indexedCount: 0);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out Params? decoded) => Definition.TryDecode(
        log, (AbiEventTopics _, ref AbiDecoder data) => new Params(data.UInt(), data.UInt()), out decoded);
}

/// <summary>The blacklist has this account now.</summary>
public sealed record AddedBlackList(Address Account)
{
    internal static AbiEvent Definition { get; } = new("AddedBlackList(address)", indexedCount: 0);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out AddedBlackList? decoded) => Definition.TryDecode(
        log, (AbiEventTopics _, ref AbiDecoder data) => new AddedBlackList(data.Address()), out decoded);
}

/// <summary>The blacklist no longer has this account.</summary>
public sealed record RemovedBlackList(Address Account)
{
    internal static AbiEvent Definition { get; } = new("RemovedBlackList(address)", indexedCount: 0);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out RemovedBlackList? decoded) => Definition.TryDecode(
        log, (AbiEventTopics _, ref AbiDecoder data) => new RemovedBlackList(data.Address()), out decoded);
}

/// <summary>Everything that a blacklisted account had was burned; a <see cref="Transfer"/> to the zero address follows.</summary>
public sealed record DestroyedBlackFunds(Address Account, BigInteger Balance)
{
    internal static AbiEvent Definition { get; } = new("DestroyedBlackFunds(address,uint256)", indexedCount: 0);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out DestroyedBlackFunds? decoded) => Definition.TryDecode(
        log, (AbiEventTopics _, ref AbiDecoder data) => new DestroyedBlackFunds(data.Address(), data.UInt()), out decoded);
}

/// <summary>No USDT moves any more.</summary>
public sealed record Pause()
{
    internal static AbiEvent Definition { get; } = new("Pause()", indexedCount: 0);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out Pause? decoded) => Definition.TryDecode(
        log, (AbiEventTopics _, ref AbiDecoder __) => new Pause(), out decoded);
}

/// <summary>USDT moves again.</summary>
public sealed record Unpause()
{
    internal static AbiEvent Definition { get; } = new("Unpause()", indexedCount: 0);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out Unpause? decoded) => Definition.TryDecode(
        log, (AbiEventTopics _, ref AbiDecoder __) => new Unpause(), out decoded);
}
