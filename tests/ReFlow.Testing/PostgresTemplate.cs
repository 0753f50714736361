using Microsoft.Extensions.Logging.Abstractions;
using ReFlow.Hosting.NodeTools;
using ReFlow.Hosting.Postgres;

namespace ReFlow.Testing;

/// <summary>A data directory made once per machine and copied per test assembly: initdb takes seconds of processor time, a copy does not.</summary>
static class PostgresTemplate
{
    public const string Password = "test-password";

    const string UserName = "postgres";
    const string Version = "18-1";

    /// <summary>Copies the template; does nothing on Windows, where the server makes its own.</summary>
    public static async Task CopyToAsync(string repositoryRoot, string folder, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows() || Command.Find("cp") is not { } cp)
            return;

        var account = Environment.IsPrivilegedProcess ? "root" : "user";
        var template = Path.Combine(repositoryRoot, "artifacts", "postgres-template", $"{Version}-{account}");
        await using (await FileLock.AcquireAsync(template + ".lock", onWait: () => { }, cancellationToken))
        {
            Directory.CreateDirectory(template);
            await new PostgresDataDirectory(template, NodeTool.Locate(repositoryRoot, "initdb"))
                .PrepareAsync(UserName, Password, isLasting: false, NullLogger.Instance, cancellationToken);
        }

        var copy = await Command.RunAsync(cp, ["-a", Path.Combine(template, "."), folder], workingDirectory: null, cancellationToken: cancellationToken);
        if (copy.ExitCode != 0)
            throw new InvalidOperationException($"The PostgreSQL template could not be copied: {copy.Combined}");
    }
}
