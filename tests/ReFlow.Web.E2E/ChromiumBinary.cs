using System.Diagnostics;

namespace ReFlow.Web.E2E;

/// <summary>The Chromium inside npm's <c>@sparticuz/chromium</c>; Playwright's own download is not used.</summary>
static class ChromiumBinary
{
    /// <summary>Started by root in a container, Chromium has no sandbox to offer; only pages of this repository are opened.</summary>
    public static IReadOnlyList<string> Arguments { get; } =
        ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"];

    /// <summary>Unpacks it when that has not happened yet.</summary>
    /// <exception cref="InvalidOperationException">Node or the package is missing; the message has its output.</exception>
    public static async Task<string> ExtractAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "extract-browser.mjs"), Repository.Root])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start) ?? throw new InvalidOperationException("Node did not start.");
        var output = node.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = node.StandardError.ReadToEndAsync(cancellationToken);
        await node.WaitForExitAsync(cancellationToken);
        return node.ExitCode == 0
            ? (await output).Trim()
            : throw new InvalidOperationException($"The browser could not be unpacked; is `npm ci` done? {await errors}");
    }
}
