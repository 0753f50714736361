namespace ReFlow.Indexer.Commands;

/// <summary>One command at a time: two of them would use the same schema beside the live one.</summary>
sealed class RunningCommand(ILogger<RunningCommand> logger) : IProgress<string>, IDisposable
{
    readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Null when another command is running.</summary>
    public async Task<CommandResult?> TryRunAsync(IIndexerCommand command, CancellationToken cancellationToken)
    {
        if (!await _one.WaitAsync(TimeSpan.Zero, cancellationToken))
            return null;
        try
        {
            return await command.RunAsync(this, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Report(string value) => Log.CommandProgress(logger, value);

    public void Dispose() => _one.Dispose();
}
