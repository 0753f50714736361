namespace ReFlow.Indexer.Commands;

/// <summary>Something that the indexer does once, on its command line or when the host asks for it.</summary>
interface IIndexerCommand
{
    string Name { get; }

    /// <param name="progress">Lines for people; not part of the result.</param>
    Task<CommandResult> RunAsync(IProgress<string> progress, CancellationToken cancellationToken);
}
