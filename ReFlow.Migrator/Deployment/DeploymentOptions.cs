using System.Globalization;
using ReFlow.Chain;
using ReFlow.Chain.Abi;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.Signing;

namespace ReFlow.Migrator.Deployment;

/// <summary>
/// What a production deployment is made of, from <c>ReFlow:Deployment</c>. The admin of the platform is not among the parties: it is a
/// <c>PlatformAdmin</c> that the multisig acts through.
/// </summary>
/// <param name="Admin">Holds the multisig's decisions back for the delay; the first contract of the deployment.</param>
/// <param name="Platform">Everything else.</param>
/// <param name="Usdt">The token that loans are paid in, deployed by somebody else.</param>
/// <param name="DeployerKey">Pays for the transactions and has no power afterwards; null when nothing is to be sent.</param>
sealed record DeploymentOptions(PlannedContract Admin, PlatformDeployment Platform, Address Usdt, PrivateKey? DeployerKey)
{
    const string Section = "ReFlow:Deployment";
    const uint DefaultDelaySeconds = 2 * 86_400;

    public IReadOnlyList<PlannedContract> Contracts => [Admin, .. Platform.Contracts];

    /// <exception cref="MigratorException">Settings are missing or malformed; the message names all of them.</exception>
    public static DeploymentOptions FromConfiguration(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var faults = new List<string>();
        var (multisig, cancelGuardian) = (ReadAddress("Multisig"), ReadAddress("CancelGuardian"));
        var parties = new PlatformParties(
            ReadAddress("Usdt"), Admin: default, ReadAddress("Agent"), ReadAddress("Treasury"), ReadAddress("Operator"), ReadAddress("Guardian"), ReadOpen());
        var delaySeconds = ReadDelay();
        var key = ReadKey();
        if (faults.Count > 0)
            throw new MigratorException($"The deployment is not described completely. {string.Join(' ', faults)} docs/deploying.md explains each.");

        var admin = new PlannedContract(
            ContractArtifact.PlatformAdmin, new AbiEncoder().Address(multisig).Address(cancelGuardian).UInt(delaySeconds, 32).ToByteArray());
        return new DeploymentOptions(admin, new PlatformDeployment(parties with { Admin = admin.Address }), parties.Usdt, key);

        Address ReadAddress(string name)
        {
            if (Address.TryParse(section[name] ?? "", out var address) && address != default)
                return address;
            Fault(name, "an address (0x and 40 hex digits, not zero)");
            return default;
        }

        bool ReadOpen()
        {
            if (string.IsNullOrEmpty(section["Open"]))
                return false;
            if (!bool.TryParse(section["Open"], out var open))
                Fault("Open", "true or false");
            return open;
        }

        uint ReadDelay()
        {
            if (string.IsNullOrEmpty(section["DelaySeconds"]))
                return DefaultDelaySeconds;
            if (!uint.TryParse(section["DelaySeconds"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < 86_400 or > 6 * 86_400)
                Fault("DelaySeconds", "86400 to 518400, one to six days,");
            return seconds;
        }

        PrivateKey? ReadKey()
        {
            const string Expected = "a private key (0x and 64 hex digits) was expected, but something else was seen.";
            try
            {
                return string.IsNullOrEmpty(section["DeployerKey"]) ? null : PrivateKey.Parse(section["DeployerKey"]!);
            }
            catch (FormatException)
            {
                faults.Add($"{Section}:DeployerKey: {Expected}");
                return null;
            }
        }

        void Fault(string name, string expected) =>
            faults.Add($"{Section}:{name}: {expected} was expected, but {(string.IsNullOrEmpty(section[name]) ? "nothing" : $"\"{section[name]}\"")} was seen.");
    }
}
