using ReFlow.Chain.Signing;

namespace ReFlow.Operator.Signing;

/// <summary>Finds the operator's key.</summary>
static class OperatorKey
{
    public const long DevelopmentChainId = 31337;

    /// <summary>The configured key; on the development chain Anvil's account 1 when none is configured.</summary>
    /// <exception cref="InvalidOperationException">No key for a chain that needs one, or the text is not a key.</exception>
    public static PrivateKey Resolve(OperatorOptions options, long chainId, ILogger logger)
    {
        if (!string.IsNullOrWhiteSpace(options.PrivateKey))
            return Parse(options.PrivateKey);
        if (chainId != DevelopmentChainId)
            throw new InvalidOperationException(
                $"The operator has no key for chain {chainId}. Set {OperatorOptions.SectionName}:PrivateKey (0x and 64 hex digits); only the development chain {DevelopmentChainId} has a default.");

        Log.DevelopmentKey(logger, DevelopmentAccounts.Operator.Address);
        return DevelopmentAccounts.Operator;
    }

    static PrivateKey Parse(string text)
    {
        try
        {
            return PrivateKey.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new InvalidOperationException($"{OperatorOptions.SectionName}:PrivateKey is not a private key: 0x and 64 hex digits were expected.", exception);
        }
    }
}
