namespace ReFlow.Demo.Story;

/// <summary>Somebody with a wallet on the development chain.</summary>
/// <param name="Name">As the log tells it.</param>
/// <param name="AccountIndex">Index under Anvil's default mnemonic.</param>
sealed record Actor(string Name, int AccountIndex);

/// <summary>Everybody whose key the demo holds. The operator's is not among them.</summary>
static class Actors
{
    /// <summary>Mints test USDT and writes off lost loans, nothing else.</summary>
    public static readonly Actor Admin = new("The admin", 0);

    public static readonly Actor Originator = new("Restock.id", 2);

    public static readonly IReadOnlyList<Actor> Investors =
    [
        new("Sari", 4), new("Budi", 5), new("Putri", 6), new("Agus", 7), new("Dewi", 8), new("Rizky", 9),
    ];
}
