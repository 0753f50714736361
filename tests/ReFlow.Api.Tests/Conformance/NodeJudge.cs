using System.Diagnostics;

namespace ReFlow.Api.Tests;

/// <summary>Runs a script of tests/conformance, which prints a line per check and exits non-zero when one fails.</summary>
static class NodeJudge
{
    static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    public static async Task PassesAsync(string script, params string[] arguments)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(s_patience);
        using var process = Process.Start(new ProcessStartInfo("node", [Path.Combine("tests", "conformance", script), .. arguments])
        {
            UseShellExecute = false,
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            TestContext.Current.TestOutputHelper?.WriteLine(await output);
            Assert.True(process.ExitCode == 0, $"{script} exited with {process.ExitCode}:\n{await output}\n{await errors}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
