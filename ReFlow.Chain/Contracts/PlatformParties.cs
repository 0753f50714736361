namespace ReFlow.Chain.Contracts;

/// <summary>Who holds which power in a deployment (docs/roles.md), and in which money.</summary>
/// <param name="Usdt">The token that loans are paid in.</param>
/// <param name="Admin">Sets the other parties and writes off loans; in production a PlatformAdmin, on a development chain a plain key.</param>
/// <param name="Agent">Keeps the allow-list.</param>
/// <param name="Treasury">Receives fees.</param>
/// <param name="Operator">The backend's key.</param>
/// <param name="Guardian">Pauses loans.</param>
/// <param name="Open">Whether loans may be created that anybody may hold.</param>
public sealed record PlatformParties(Address Usdt, Address Admin, Address Agent, Address Treasury, Address Operator, Address Guardian, bool Open);
