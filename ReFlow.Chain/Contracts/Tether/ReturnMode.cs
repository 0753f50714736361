namespace ReFlow.Chain.Contracts.Tether;

/// <summary>What transfer, transferFrom and approve of the stand-in answer.</summary>
public enum ReturnMode
{
    /// <summary>As on mainnet.</summary>
    Nothing,

    /// <summary>As EIP-20 says.</summary>
    True,

    /// <summary>Although it was done.</summary>
    False,

    /// <summary>False, and nothing was done, where other tokens revert.</summary>
    Refuses,
}
