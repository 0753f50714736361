using Microsoft.Extensions.Logging;
using ReFlow.Hosting.NodeTools;

namespace ReFlow.Hosting.Postgres;

/// <summary>The server's data in the state folder: made once, kept from then on.</summary>
/// <param name="folder">The server's folder.</param>
/// <param name="initdb">Full path of initdb.</param>
sealed class PostgresDataDirectory(string folder, string initdb)
{
    const string MajorVersion = "18";
    const string Unfinished = ".unfinished";

    /// <summary>The data directory itself.</summary>
    public string DataPath { get; } = Path.Combine(folder, "data");

    /// <summary>Makes the data directory, or checks that the one that is there fits.</summary>
    /// <param name="userName">The superuser.</param>
    /// <param name="password">Its password.</param>
    /// <param name="isLasting">False for data that is deleted after the run.</param>
    /// <param name="logger">The resource's console.</param>
    /// <param name="cancellationToken">Stops initdb.</param>
    /// <exception cref="DistributedApplicationException">Other password, other PostgreSQL version, or initdb's own reason.</exception>
    public async Task PrepareAsync(string userName, string password, bool isLasting, ILogger logger, CancellationToken cancellationToken)
    {
        var credentials = new PostgresCredentialStamp(Path.Combine(folder, "credentials"));
        if (!Directory.Exists(DataPath))
        {
            Log.PostgresInitialising(logger, DataPath);
            await InitialiseAsync(userName, password, isLasting, cancellationToken);
            credentials.Write(userName, password);
            return;
        }

        RequireVersion();
        credentials.Require(userName, password);
        await PostgresPidFile.RemoveStaleAsync(DataPath, cancellationToken);
    }

    async Task InitialiseAsync(string userName, string password, bool isLasting, CancellationToken cancellationToken)
    {
        // An interrupted initdb leaves half a cluster; it never gets the name under which it would be trusted. Each has a name of its
        // own: one that is still ending removes what it made, and must not remove this one's.
        DeleteUnfinished();
        var unfinished = $"{DataPath}{Unfinished}-{Path.GetRandomFileName()}";
        Directory.CreateDirectory(unfinished);
        var account = await PostgresAccount.ForAsync(unfinished, cancellationToken);
        await account.OwnAsync(unfinished, cancellationToken);

        var passwordFile = Path.Combine(folder, "initdb-password");
        try
        {
            await WriteSecretAsync(passwordFile, password, cancellationToken);
            string[] arguments =
            [
                "-D", unfinished, $"--username={userName}", $"--pwfile={passwordFile}", "--auth=scram-sha-256", "--encoding=UTF8",
                // The same order of strings on every platform.
                "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions",
                .. isLasting ? Array.Empty<string>() : ["--no-sync"],
            ];
            var (fileName, wrapped) = account.Wrap(initdb, arguments);
            var result = await Command.RunAsync(fileName, wrapped, unfinished, cancellationToken: cancellationToken);
            if (result.ExitCode != 0)
                throw new DistributedApplicationException($"PostgreSQL's data directory {DataPath} could not be made; initdb said:{Environment.NewLine}{result.Combined}");
        }
        finally
        {
            File.Delete(passwordFile);
        }

        Directory.Move(unfinished, DataPath);
    }

    void DeleteUnfinished()
    {
        foreach (var left in Directory.EnumerateDirectories(folder, Path.GetFileName(DataPath) + Unfinished + "*"))
        {
            try
            {
                Directory.Delete(left, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // An initdb that is still ending writes to it or removes it, or it was another account's; what is left goes the next time.
            }
        }
    }

    void RequireVersion()
    {
        var versionFile = Path.Combine(DataPath, "PG_VERSION");
        var found = File.Exists(versionFile) ? File.ReadAllText(versionFile).Trim() : "none";
        if (found != MajorVersion)
            throw new DistributedApplicationException(
                $"The database in {DataPath} was made by PostgreSQL {found}, and this is PostgreSQL {MajorVersion}. Nothing was changed. Run with "
                + "--reset to start anew, or move the state folder away to keep it.");
    }

    static async Task WriteSecretAsync(string path, string text, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var writer = new StreamWriter(path, options);
        await writer.WriteAsync(text.AsMemory(), cancellationToken);
    }
}
