using System.Globalization;

namespace ReFlow.Hosting.Anvil;

/// <summary>The node's command line.</summary>
static class AnvilSettings
{
    const string BlockSeconds = "1";
    const string StateIntervalSeconds = "5";

    /// <param name="port">The port on 127.0.0.1.</param>
    /// <param name="statePath">Where the state is saved every five seconds and at the end, and read from at the start.</param>
    /// <param name="startTime">The time of the first block; null to go on with the clock.</param>
    public static IReadOnlyList<string> Arguments(int port, string statePath, DateTimeOffset? startTime) =>
    [
        "--host", "127.0.0.1",
        "--port", port.ToString(CultureInfo.InvariantCulture),
        "--chain-id", AnvilResource.ChainId.ToString(CultureInfo.InvariantCulture),
        "--block-time", BlockSeconds,
        // First come, first served, as a wallet on a quiet chain sees it.
        "--order", "fifo",
        "--state", statePath,
        "--state-interval", StateIntervalSeconds,
        "--quiet",
        .. startTime is { } time
            ? ["--timestamp", time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)]
            : Array.Empty<string>(),
    ];
}
