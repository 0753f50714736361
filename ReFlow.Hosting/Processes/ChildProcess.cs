using System.ComponentModel;
using System.Diagnostics;
using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.Guardian;

namespace ReFlow.Hosting.Processes;

/// <summary>A child that runs on until it ends or is stopped, under the guardian, which ends it when the host is killed.</summary>
sealed class ChildProcess : IDisposable
{
    static readonly TimeSpan s_outputDrain = TimeSpan.FromMilliseconds(500);

    readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Process _process;
    readonly ProcessGuardian _guardian;
    readonly ProcessStartSpec _spec;
    readonly Task _output;

    ChildProcess(Process process, ProcessGuardian guardian, ProcessStartSpec spec, Action<string, bool> onLine)
    {
        (_process, _guardian, _spec) = (process, guardian, spec);
        guardian.Watch(process, spec.StopSignal);
        Id = process.Id;
        _output = Task.WhenAll(PumpAsync(process.StandardOutput, isError: false, onLine), PumpAsync(process.StandardError, isError: true, onLine));
        process.Exited += (_, _) => _exited.TrySetResult(process.ExitCode);
        process.EnableRaisingEvents = true;
        if (process.HasExited)
            _exited.TrySetResult(process.ExitCode);
    }

    internal int Id { get; }

    /// <summary>Starts a program.</summary>
    /// <exception cref="DistributedApplicationException">The program or its directory does not exist, or the system refuses to start it.</exception>
    internal static async Task<ChildProcess> StartAsync(
        string resourceName, ProcessStartSpec spec, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment,
        Action<string, bool> onLine, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(spec.WorkingDirectory))
            throw new DistributedApplicationException($"'{resourceName}' cannot start: the directory {spec.WorkingDirectory} does not exist.");
        var program = ProgramFile.Find(spec.FileName, spec.WorkingDirectory, environment.GetValueOrDefault("PATH"))
            ?? throw new DistributedApplicationException($"'{resourceName}' cannot start: the program '{spec.FileName}' was not found.");

        var guardian = await HostGuardian.GetAsync(cancellationToken);
        var (fileName, wrapped) = OwnSession.Wrap(program, arguments);
        var info = new ProcessStartInfo(fileName, wrapped)
        {
            WorkingDirectory = spec.WorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        if (spec.UserName is { } user)
            info.UserName = user;
        info.Environment.Clear();
        foreach (var (name, value) in environment)
            info.Environment[name] = value;

        try
        {
            var process = Process.Start(info)!;
            process.StandardInput.Close();
            return new ChildProcess(process, guardian, spec, onLine);
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
        OwnSession.KillGroup(Id);
        return exitCode;
    }

    /// <summary>Asks the program to stop, and kills its tree when it does not within its grace period.</summary>
    internal async Task<int> StopAsync()
    {
        if (OperatingSystem.IsWindows())
            OwnSession.KillTree(_process);
        else
            UnixSignal.Send(Id, UnixSignal.Number(_spec.StopSignal));

        try
        {
            return await WaitForExitAsync(CancellationToken.None).WaitAsync(_spec.StopGracePeriod);
        }
        catch (TimeoutException)
        {
            OwnSession.KillTree(_process);
            return await WaitForExitAsync(CancellationToken.None);
        }
    }

    public void Dispose()
    {
        if (!_exited.Task.IsCompleted)
            OwnSession.KillTree(_process);
        _guardian.Forget(_process);
        _process.Dispose();
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
}
