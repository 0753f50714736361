using System.Text.RegularExpressions;

namespace ReFlow.Hosting.NodeTools;

/// <summary>Turns what npm said into what is wrong and what to do.</summary>
static partial class NpmFailure
{
    const int QuotedLines = 12;

    /// <summary>False when the message names a cause that another cache folder cannot cure.</summary>
    public static bool MayBeCache(string npmSaid) => !IsUsage(npmSaid) && !IsOffline(npmSaid);

    /// <summary>What to do about a cache with which npm failed, and without which it did not.</summary>
    public static string AdviseOnCache(string npmSaid, string repositoryRoot)
    {
        var reason = UnwritableCodes().Match(npmSaid);
        var path = PathLine().Match(npmSaid).Groups["path"].Value.TrimEnd('\r');
        return reason.Success && path != "" && !path.StartsWith(repositoryRoot, StringComparison.Ordinal)
            ? $"npm cannot write its own cache ({reason.Groups["code"].Value}, {path}). Give your account "
              + "write access to the folder that `npm config get cache` names, or name another one in the variable npm_config_cache."
            : "npm's own cache is damaged: `npm cache clean --force` repairs it.";
    }

    /// <summary>The error for the user; quotes npm's last words.</summary>
    public static DistributedApplicationException Explain(string npmSaid, string repositoryRoot)
    {
        var reason = npmSaid switch
        {
            _ when IsUsage(npmSaid) =>
                "package.json and package-lock.json do not match. Run `npm install` and commit both, or restore them from git.",
            _ when IsOffline(npmSaid) =>
                "the npm registry cannot be reached. Check the network connection and npm's registry and proxy settings "
                + "(`npm config list`), then run the command again; packages already fetched are kept in npm's cache.",
            _ when npmSaid.Contains("ENOSPC", StringComparison.Ordinal) => "the disk is full.",
            _ => "npm gave up, also with an empty cache.",
        };
        var lines = npmSaid.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.StartsWith("npm error", StringComparison.Ordinal) && !line.Contains("A complete log", StringComparison.Ordinal));
        return new DistributedApplicationException(
            $"The npm packages of {repositoryRoot} could not be restored: {reason}{Environment.NewLine}npm said:{Environment.NewLine}  "
            + string.Join(Environment.NewLine + "  ", lines.Take(QuotedLines)));
    }

    static bool IsUsage(string npmSaid) => npmSaid.Contains("code EUSAGE", StringComparison.Ordinal);

    static bool IsOffline(string npmSaid) => OfflineCodes().IsMatch(npmSaid);

    [GeneratedRegex("npm error code (?<code>EACCES|EPERM|EROFS|ENOTDIR)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UnwritableCodes();

    [GeneratedRegex("npm error path (?<path>.*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PathLine();

    [GeneratedRegex(@"npm error (code|errno) (ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ENOTCACHED|ERR_SOCKET_TIMEOUT)",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OfflineCodes();
}
