using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ReFlow.Chain.Contracts;

/// <summary>Where the contracts are.</summary>
/// <param name="StartBlock">No event of the factory or its loans is older.</param>
public sealed record ContractAddresses(Address Usdt, Address Factory, long StartBlock)
{
    const string DevelopmentChainId = "31337";

    /// <summary>
    /// Reads <c>ReFlow:Contracts:Usdt</c>, <c>:Factory</c> and <c>:StartBlock</c>. On the development chain each falls back to
    /// <see cref="DevelopmentDeployment"/>; on any other chain the two addresses are required.
    /// </summary>
    /// <exception cref="InvalidOperationException">A value is missing or malformed; the message names the key.</exception>
    public static ContractAddresses FromConfiguration(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var isDevelopment = (configuration["ReFlow:ChainId"] ?? DevelopmentChainId) == DevelopmentChainId;
        return new ContractAddresses(
            ReadAddress("ReFlow:Contracts:Usdt", isDevelopment ? () => DevelopmentDeployment.Usdt : null),
            ReadAddress("ReFlow:Contracts:Factory", isDevelopment ? () => DevelopmentDeployment.Factory : null),
            ReadStartBlock());

        Address ReadAddress(string key, Func<Address>? fallback) => configuration[key] switch
        {
            null or "" => fallback?.Invoke() ?? throw new InvalidOperationException(
                $"{key} is missing: expected the contract's address, because ReFlow:ChainId is not {DevelopmentChainId}."),
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
