using System.ComponentModel;
using System.Diagnostics;
using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting.Processes;

/// <summary>
/// A child in its own session where the system has <c>setsid</c>, so that a Ctrl+C at the terminal reaches the host alone and the
/// whole group can be ended together.
/// </summary>
sealed class ChildProcess : IDisposable
{
    static readonly TimeSpan s_outputDrain = TimeSpan.FromMilliseconds(500);
    static readonly string? s_setsid = OperatingSystem.IsWindows()
        ? null
        : ProgramFile.Find("setsid", "/", Environment.GetEnvironmentVariable("PATH"));

    readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly ProcessStartSpec _spec;
    readonly Task _output;

    ChildProcess(Process process, ProcessStartSpec spec, Action<string, bool> onLine)
    {
        (Process, _spec) = (process, spec);
        Id = process.Id;
        _output = Task.WhenAll(PumpAsync(process.StandardOutput, isError: false, onLine), PumpAsync(process.StandardError, isError: true, onLine));
        process.Exited += (_, _) => _exited.TrySetResult(process.ExitCode);
        process.EnableRaisingEvents = true;
        if (process.HasExited)
            _exited.TrySetResult(process.ExitCode);
    }

    internal int Id { get; }

    internal Process Process { get; }

    /// <summary>Starts a program.</summary>
    /// <exception cref="DistributedApplicationException">The program or its directory does not exist, or the system refuses to start it.</exception>
    internal static ChildProcess Start(
        string resourceName, ProcessStartSpec spec, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment,
        Action<string, bool> onLine)
    {
        if (!Directory.Exists(spec.WorkingDirectory))
            throw new DistributedApplicationException($"'{resourceName}' cannot start: the directory {spec.WorkingDirectory} does not exist.");
        var program = ProgramFile.Find(spec.FileName, spec.WorkingDirectory, environment.GetValueOrDefault("PATH"))
            ?? throw new DistributedApplicationException($"'{resourceName}' cannot start: the program '{spec.FileName}' was not found.");

        var info = new ProcessStartInfo
        {
            FileName = s_setsid ?? program,
            WorkingDirectory = spec.WorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        if (spec.UserName is { } user)
            info.UserName = user;
        foreach (var argument in s_setsid is null ? arguments : [program, .. arguments])
            info.ArgumentList.Add(argument);
        info.Environment.Clear();
        foreach (var (name, value) in environment)
            info.Environment[name] = value;

        try
        {
            var process = Process.Start(info)!;
            process.StandardInput.Close();
            return new ChildProcess(process, spec, onLine);
        }
        catch (Win32Exception e)
        {
            throw new DistributedApplicationException($"'{resourceName}' cannot start: {program}: {e.Message}.", e);
        }
    }

    /// <summary>Waits for the end, and for the last lines of output.</summary>
    internal async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        var exitCode = await _exited.Task.WaitAsync(cancellationToken);

        // A grandchild may hold the pipes open for ever; its lines are not worth waiting for.
        await Task.WhenAny(_output, Task.Delay(s_outputDrain, CancellationToken.None));
        KillGroup();
        return exitCode;
    }

    /// <summary>Asks the program to stop, and kills its tree when it does not within its grace period.</summary>
    internal async Task<int> StopAsync()
    {
        if (OperatingSystem.IsWindows())
            KillTree();
        else
            UnixSignal.Send(Id, UnixSignal.Number(_spec.StopSignal));

        try
        {
            return await WaitForExitAsync(CancellationToken.None).WaitAsync(_spec.StopGracePeriod);
        }
        catch (TimeoutException)
        {
            KillTree();
            return await WaitForExitAsync(CancellationToken.None);
        }
    }

    public void Dispose()
    {
        if (!_exited.Task.IsCompleted)
            KillTree();
        Process.Dispose();
    }

    static async Task PumpAsync(StreamReader reader, bool isError, Action<string, bool> onLine)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } line)
                onLine(line, isError);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            onLine($"(the output ended early: {e.Message})", isError);
        }
    }

    void KillTree()
    {
        try
        {
            Process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself in between, which is what was wanted.
            Debug.WriteLine(e.Message);
        }

        KillGroup();
    }

    void KillGroup()
    {
        if (s_setsid is not null)
            UnixSignal.Send(-Id, UnixSignal.Kill);
    }
}
