using ReFlow.Chain;
using ReFlow.Chain.Signing;
using ReFlow.Demo.Story;

namespace ReFlow.Demo.Wallets;

/// <summary>Signs for the actors with Anvil's well-known keys. The operator's key is out of reach: asking for it is an error.</summary>
static class ActorWallets
{
    public static PrivateKey KeyOf(Actor actor) => actor.AccountIndex switch
    {
        0 => DevelopmentAccounts.Admin,
        2 => DevelopmentAccounts.Originator,
        >= 4 and <= 9 => DevelopmentAccounts.Investors[actor.AccountIndex - 4],
        _ => throw new ArgumentException($"{actor.Name} (account {actor.AccountIndex}) is not an actor of the demo.", nameof(actor)),
    };

    public static Address AddressOf(Actor actor) => KeyOf(actor).Address;
}
