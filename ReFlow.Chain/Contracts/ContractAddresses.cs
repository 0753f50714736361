using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ReFlow.Chain.Contracts;

/// <summary>Where the contracts are.</summary>
/// <param name="StartBlock">No event of the factory or its loans is older.</param>
public sealed record ContractAddresses(Address Usdt, Address Factory, long StartBlock)
{
    /// <summary>Null where loans are not traded.</summary>
    public Address? Market { get; init; }

    /// <summary>The allow-list of all loans of the factory; null where its address was not given.</summary>
    public Address? Members { get; init; }

    /// <summary>Null where there is none: every loan can be called by itself.</summary>
    public Address? Batch { get; init; }

    /// <summary>Null where there is none: every loan answers for itself.</summary>
    public Address? Lens { get; init; }

    const string DevelopmentChainId = "31337";

    /// <summary>
    /// Reads <c>ReFlow:Contracts:Usdt</c>, <c>:Factory</c>, <c>:StartBlock</c>, <c>:Market</c>, <c>:Members</c>, <c>:Batch</c> and <c>:Lens</c>. On the
    /// development chain the first two fall back to <see cref="DevelopmentDeployment"/>; on any other chain they are required. The last four are those of
    /// the development deployment with its factory, and otherwise none unless given.
    /// </summary>
    /// <exception cref="InvalidOperationException">A value is missing or malformed; the message names the key.</exception>
    public static ContractAddresses FromConfiguration(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var isDevelopment = (configuration["ReFlow:ChainId"] ?? DevelopmentChainId) == DevelopmentChainId;
        var usdt = ReadAddress("ReFlow:Contracts:Usdt") ?? Development("ReFlow:Contracts:Usdt", () => DevelopmentDeployment.Usdt);
        var factory = ReadAddress("ReFlow:Contracts:Factory") ?? Development("ReFlow:Contracts:Factory", () => DevelopmentDeployment.Factory);
        var known = isDevelopment && factory == DevelopmentDeployment.Factory ? DevelopmentDeployment.Addresses : null;
        return new ContractAddresses(usdt, factory, ReadStartBlock())
        {
            Market = ReadAddress("ReFlow:Contracts:Market") ?? known?.Market,
            Members = ReadAddress("ReFlow:Contracts:Members") ?? known?.Members,
            Batch = ReadAddress("ReFlow:Contracts:Batch") ?? known?.Batch,
            Lens = ReadAddress("ReFlow:Contracts:Lens") ?? known?.Lens,
        };

        Address Development(string key, Func<Address> address) => isDevelopment ? address() : throw new InvalidOperationException(
            $"{key} is missing: expected the contract's address, because ReFlow:ChainId is not {DevelopmentChainId}.");

        Address? ReadAddress(string key) => configuration[key] switch
        {
            null or "" => null,
            var text when Address.TryParse(text, out var address) => address,
            var text => throw new InvalidOperationException($"{key} must be an address (0x and 40 hex digits), seen \"{text}\"."),
        };

        long ReadStartBlock() => configuration["ReFlow:Contracts:StartBlock"] switch
        {
            null or "" => 0,
            var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
            var text => throw new InvalidOperationException($"ReFlow:Contracts:StartBlock must be a block number, seen \"{text}\"."),
        };
    }
}
