using System.Diagnostics;
using System.Globalization;
using ReFlow.Hosting.NodeTools;
using ReFlow.Hosting.Processes;

namespace ReFlow.Hosting.Guardian;

/// <summary>
/// Ends the host's child processes when the host itself is gone, also after SIGKILL or a crash. A small node process in its own
/// session holds the read end of a pipe; when the kernel closes the pipe it ends every watched process with all its descendants.
/// </summary>
/// <remarks>Thread-safe. Disposing it ends what is still watched.</remarks>
public sealed class ProcessGuardian : IAsyncDisposable
{
    readonly Process _launcher;
    readonly Lock _gate = new();
    bool _isDisposed;

    ProcessGuardian(Process launcher, int processId)
    {
        _launcher = launcher;
        ProcessId = processId;
    }

    /// <summary>The guardian's own process id.</summary>
    public int ProcessId { get; }

    /// <summary>False when the guardian process itself was ended; children then outlive a killed host.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <summary>Starts the guardian process.</summary>
    /// <exception cref="DistributedApplicationException">node is missing or the guardian did not start.</exception>
    public static async Task<ProcessGuardian> StartAsync(CancellationToken cancellationToken = default)
    {
        var script = await ReadScriptAsync(cancellationToken);
        var (program, arguments) = OwnSession.Wrap(NodeExecutable.Path, ["--input-type=module", "-e", script]);
        var startInfo = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var launcher = Process.Start(startInfo) ?? throw new DistributedApplicationException("The process guardian (node) did not start.");
        try
        {
            var output = await launcher.StandardOutput.ReadLineAsync(cancellationToken);
            if (int.TryParse(output, NumberStyles.None, CultureInfo.InvariantCulture, out var processId))
                return new ProcessGuardian(launcher, processId);

            var error = await launcher.StandardError.ReadToEndAsync(cancellationToken);
            throw new DistributedApplicationException($"The process guardian (node) did not start: {error.Trim()}");
        }
        catch
        {
            launcher.Dispose(); // closes its input, by which it ends
            throw;
        }
    }

    /// <summary>Ends <paramref name="process"/> and its descendants when the host is gone.</summary>
    /// <param name="process">A running child process.</param>
    /// <param name="stopSignal">
    /// The signal that asks it to end; SIGKILL follows after six seconds. SIGKILL itself goes to the descendants as well, at once.
    /// Not used on Windows.
    /// </param>
    public void Watch(Process process, string stopSignal = "SIGTERM")
    {
        ArgumentNullException.ThrowIfNull(process);
        Send(string.Create(CultureInfo.InvariantCulture, $"+ {process.Id} {stopSignal}"));
    }

    /// <summary>Leaves <paramref name="process"/> alone from now on; call it when the process has ended.</summary>
    public void Forget(Process process)
    {
        ArgumentNullException.ThrowIfNull(process);
        Send(string.Create(CultureInfo.InvariantCulture, $"- {process.Id}"));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_isDisposed)
                return ValueTask.CompletedTask;
            _isDisposed = true;
            CloseInput();
            _launcher.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    void Send(string message)
    {
        lock (_gate)
        {
            if (_isDisposed || !IsAlive)
                return;
            try
            {
                _launcher.StandardInput.WriteLine(message);
                _launcher.StandardInput.Flush();
            }
            catch (IOException)
            {
                // The guardian was ended from outside: the host goes on without it, and IsAlive tells.
                IsAlive = false;
            }
        }
    }

    void CloseInput()
    {
        try
        {
            _launcher.StandardInput.Close();
        }
        catch (IOException)
        {
            IsAlive = false;
        }
    }

    static async Task<string> ReadScriptAsync(CancellationToken cancellationToken)
    {
        const string Name = "guardian.mjs";
        var stream = typeof(ProcessGuardian).Assembly.GetManifestResourceStream(Name)
            ?? throw new InvalidOperationException($"The embedded resource {Name} is missing.");
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
