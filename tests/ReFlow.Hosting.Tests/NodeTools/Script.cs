using System.Diagnostics;

namespace ReFlow.Hosting.Tests.NodeTools;

/// <summary>Shell scripts that stand in for programs.</summary>
static class Script
{
    /// <summary>Writes an executable script, unless it is there.</summary>
    internal static async Task WriteAsync(string path, string script)
    {
        if (File.Exists(path))
            return;
        // Written by another process: a file that this one had open for writing may be "text file busy" in a parallel test's child.
        using var writer = Process.Start(new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", "cat > \"$0.new\"; chmod 755 \"$0.new\"; mv \"$0.new\" \"$0\"", path },
            UseShellExecute = false,
            RedirectStandardInput = true,
        })!;
        await writer.StandardInput.WriteAsync("#!/bin/sh\n" + script + "\n");
        writer.StandardInput.Close();
        await writer.WaitForExitAsync(TestGraph.Token);
    }
}
