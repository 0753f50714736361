namespace ReFlow.Indexer.Tests.Simulation;

enum SimulatedKind
{
    Create,
    Invest,
    Transfer,
    DrawDown,
    Distribute,
    Claim,
    Cancel,
    Refund,

    /// <summary>A contract that is not ours emits our events.</summary>
    Decoy,
}

/// <summary>What somebody tries. The same action may succeed, fail or come to something else on another branch, as a transaction may.</summary>
/// <param name="Id">Tells one transaction from another, and is the same on all branches.</param>
sealed record SimulatedAction(int Id, SimulatedKind Kind, int Loan, int Wallet, int OtherWallet, long Amount)
{
    public static SimulatedAction Draw(Random random, int id)
    {
        var dice = random.Next(20);
        var kind = dice switch
        {
            < 3 => SimulatedKind.Create,
            < 9 => SimulatedKind.Invest,
            < 12 => SimulatedKind.Transfer,
            < 13 => SimulatedKind.DrawDown,
            < 15 => SimulatedKind.Distribute,
            < 17 => SimulatedKind.Claim,
            < 18 => SimulatedKind.Cancel,
            < 19 => SimulatedKind.Refund,
            _ => SimulatedKind.Decoy,
        };
        return new SimulatedAction(id, kind, random.Next(3), random.Next(4), random.Next(4), random.Next(1, 500_000_000));
    }
}
