using ReFlow.Chain.Proofs;
using ReFlow.Indexer.Commands;

namespace ReFlow.Indexer.Proof;

/// <summary>Proves the log store against the hash of the indexed head. With <c>verify</c>, which folds that store, it proves every row.</summary>
sealed class ProveCommand(HistoryProof proof, TimeProvider time) : IIndexerCommand
{
    static readonly TimeSpan s_betweenReports = TimeSpan.FromSeconds(1);

    public string Name => "prove";

    public async Task<CommandResult> RunAsync(IProgress<string> progress, CancellationToken cancellationToken)
    {
        try
        {
            var result = await proof.ProveAsync(new Reports(progress, time), cancellationToken);
            progress.Report($"Blocks {result.FromBlock} to {result.ToBlock} ({result.ToHash}): {result.BlocksWithLogs} have logs of ours.");
            return new CommandResult(result.Differences.Count == 0, result.ProvenLogs, result.Differences);
        }
        catch (LogProofException exception)
        {
            return new CommandResult(Ok: false, 0, [exception.Message]);
        }
    }

    sealed class Reports(IProgress<string> lines, TimeProvider time) : IProgress<HistoryProofProgress>
    {
        readonly long _startedAt = time.GetTimestamp();
        long _reportedAt = time.GetTimestamp();

        public void Report(HistoryProofProgress value)
        {
            if (time.GetElapsedTime(_reportedAt) < s_betweenReports)
                return;
            _reportedAt = time.GetTimestamp();
            var left = time.GetElapsedTime(_startedAt) * ((double)(value.Total - value.Proven) / value.Proven);
            lines.Report($"{value.Proven} of {value.Total} blocks proven; {left:hh\\:mm\\:ss} left");
        }
    }
}
