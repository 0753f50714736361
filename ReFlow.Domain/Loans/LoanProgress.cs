namespace ReFlow.Domain;

/// <summary>What has happened to a loan so far: everything beside the terms that its status depends on.</summary>
/// <param name="Phase">The phase that the contract stores.</param>
/// <param name="OutstandingUsdt">Principal not yet paid back.</param>
/// <param name="SettledInstalments">Instalments that the contract counts as settled.</param>
/// <param name="DrawnAt">Block time of the draw-down; null before it.</param>
public sealed record LoanProgress(LoanPhase Phase, decimal OutstandingUsdt, int SettledInstalments, DateTimeOffset? DrawnAt);
