using System.Collections;
using System.Collections.Frozen;

namespace ReFlow.Hosting.Processes;

/// <summary>
/// What a child inherits: how to find programs, homes, languages, proxies and certificates, and ReFlow's own settings. Everything else
/// of the host's environment (its URLs, connection strings, telemetry, PG* and NODE_* settings) would change a service behind its back.
/// </summary>
static class CleanEnvironment
{
    static readonly FrozenSet<string> s_names = new[]
    {
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TMP", "TEMP", "TERM",
        "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64", "DOTNET_CLI_HOME", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "NUGET_PACKAGES",
        "SSL_CERT_FILE", "SSL_CERT_DIR", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY",
        "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "PROGRAMDATA",
        "PROGRAMFILES", "PROGRAMFILES(X86)", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    static readonly string[] s_prefixes = ["LC_", "ReFlow__", "Logging__"];

    internal static Dictionary<string, string> Create() => From(Environment.GetEnvironmentVariables());

    internal static Dictionary<string, string> From(IDictionary variables)
    {
        var clean = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in variables)
        {
            var name = (string)variable.Key;
            if (s_names.Contains(name) || s_prefixes.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase)))
                clean[name] = (string?)variable.Value ?? "";
        }

        // The graph talks over loopback addresses; a proxy must never see that traffic.
        var bypass = variables["NO_PROXY"] as string ?? variables["no_proxy"] as string;
        clean["NO_PROXY"] = string.Join(',', new[] { bypass, "localhost", "127.0.0.1", "::1" }.Where(b => !string.IsNullOrEmpty(b)));
        return clean;
    }
}
