using System.Globalization;
using ReFlow.Hosting.NodeTools;

namespace ReFlow.Hosting.Postgres;

/// <summary>
/// The account that PostgreSQL runs under. PostgreSQL refuses root, so a root host on Linux drops to the data directory's owner or to
/// <c>nobody</c>. The one capability it keeps lets it pass folders that only root may enter, such as /root or a temporary folder.
/// </summary>
sealed class PostgresAccount
{
    const string DataDirectoryMode = "700";

    readonly string? _setpriv;
    readonly (uint User, uint Group) _ids;

    PostgresAccount(string? setpriv, (uint User, uint Group) ids)
    {
        _setpriv = setpriv;
        _ids = ids;
    }

    /// <summary>Decides the account; the data directory need not exist yet.</summary>
    /// <exception cref="DistributedApplicationException">The host is root where it cannot drop to another account.</exception>
    public static async Task<PostgresAccount> ForAsync(string dataPath, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return new PostgresAccount(setpriv: null, ids: default);

        if (!OperatingSystem.IsLinux() || Command.Find("setpriv") is not { } setpriv)
            throw new DistributedApplicationException(
                "PostgreSQL refuses to run as root, and setpriv (of util-linux, on Linux) is not there to give root up. Run ReFlow as an ordinary user.");
        var owner = Directory.Exists(dataPath) ? await OwnerAsync(dataPath, cancellationToken) : default;
        return new PostgresAccount(setpriv, owner.User != 0 ? owner : Nobody());
    }

    /// <summary>The command that runs <paramref name="fileName"/> under the account.</summary>
    public (string FileName, IReadOnlyList<string> Arguments) Wrap(string fileName, IReadOnlyList<string> arguments)
    {
        if (_setpriv is null)
            return (fileName, arguments);
        return (_setpriv,
        [
            string.Create(CultureInfo.InvariantCulture, $"--reuid={_ids.User}"),
            string.Create(CultureInfo.InvariantCulture, $"--regid={_ids.Group}"),
            "--clear-groups",
            "--no-new-privs",
            "--inh-caps=-all,+dac_override",
            "--ambient-caps=-all,+dac_override",
            // PostgreSQL asks access(2) whether it may run its own binary; without this bit access(2) ignores the capability.
            "--securebits=+no_setuid_fixup",
            fileName,
            .. arguments,
        ]);
    }

    /// <summary>Gives a folder to the account.</summary>
    public async Task OwnAsync(string path, CancellationToken cancellationToken)
    {
        if (_setpriv is null)
            return;
        var owner = string.Create(CultureInfo.InvariantCulture, $"{_ids.User}:{_ids.Group}");
        await RunAsync("chown", ["-R", owner, path], cancellationToken);
        await RunAsync("chmod", [DataDirectoryMode, path], cancellationToken);
    }

    static async Task<(uint User, uint Group)> OwnerAsync(string path, CancellationToken cancellationToken)
    {
        var ids = (await RunAsync("stat", ["-c", "%u %g", path], cancellationToken)).Split(' ');
        return (uint.Parse(ids[0], CultureInfo.InvariantCulture), uint.Parse(ids[1], CultureInfo.InvariantCulture));
    }

    static (uint User, uint Group) Nobody()
    {
        var fields = File.ReadLines("/etc/passwd").FirstOrDefault(line => line.StartsWith("nobody:", StringComparison.Ordinal))?.Split(':')
            ?? throw new DistributedApplicationException(
                "PostgreSQL refuses to run as root, and this machine has no account 'nobody' to run it under. Run ReFlow as an ordinary user.");
        return (uint.Parse(fields[2], CultureInfo.InvariantCulture), uint.Parse(fields[3], CultureInfo.InvariantCulture));
    }

    static async Task<string> RunAsync(string command, string[] arguments, CancellationToken cancellationToken)
    {
        var path = Command.Find(command) ?? throw new DistributedApplicationException($"`{command}` is not on the PATH.");
        var result = await Command.RunAsync(path, arguments, workingDirectory: null, cancellationToken: cancellationToken);
        return result.ExitCode == 0
            ? result.Output.Trim()
            : throw new DistributedApplicationException($"`{command} {string.Join(' ', arguments)}` failed: {result.Combined}");
    }
}
