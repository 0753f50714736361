using ReFlow.Chain.JsonRpc;

namespace ReFlow.Indexer.Chain;

/// <summary>
/// How many blocks to ask for at once, and how many such ranges at the same time. Sized by what came, so that an answer holds about so many
/// logs, and by what the node refused: too large and too slow mean a smaller range, too often means fewer at once. Answers come on any thread.
/// </summary>
sealed class RangeSize
{
    const int FirstBlocks = 128;
    const int AnswersPerRecovery = 16;

    // Of an answer without logs there are still its headers.
    const double LeastShare = 1 / 8d;

    readonly Lock _lock = new();

    readonly int _maximumBlocks;
    readonly int _targetLogs;
    readonly int _maximumInFlight;
    int _ceilingBlocks;
    int _answers;

    /// <param name="maximumBlocks">Never more, whatever the node allows.</param>
    /// <param name="targetLogs">Logs that an answer shall hold.</param>
    /// <param name="maximumInFlight">Ranges asked for at the same time.</param>
    public RangeSize(int maximumBlocks, int targetLogs, int maximumInFlight)
    {
        _maximumBlocks = _ceilingBlocks = maximumBlocks;
        _targetLogs = targetLogs;
        InFlight = _maximumInFlight = maximumInFlight;
        Blocks = Math.Min(FirstBlocks, maximumBlocks);
    }

    public int Blocks { get; private set; }

    public int InFlight { get; private set; }

    /// <summary>Batches of a range's headers asked for at the same time: any number, which then wait for their turn, or while the node refuses, few.</summary>
    public int HeaderBatchesPerRange => InFlight < _maximumInFlight ? InFlight : int.MaxValue;

    /// <summary>How much of a full range one with so many logs is; 1 at most.</summary>
    public double ShareOf(int logs) => Math.Clamp((double)logs / _targetLogs, LeastShare, 1);

    /// <summary>A range of so many blocks held so many logs.</summary>
    public void Answered(int blocks, int logs)
    {
        lock (_lock)
            Grow(blocks, logs);
    }

    /// <summary>Takes the failure of a range of so many blocks into account; false when asking differently does not help.</summary>
    public bool TryAdapt(int blocks, JsonRpcException failure)
    {
        lock (_lock)
            return TryShrink(blocks, failure);
    }

    void Grow(int blocks, int logs)
    {
        // A limit that a provider showed is tried again, but slowly.
        if (_ceilingBlocks < _maximumBlocks)
            _ceilingBlocks += Math.Max(1, _ceilingBlocks / 16);
        if (++_answers % AnswersPerRecovery == 0)
            InFlight = Math.Min(_maximumInFlight, InFlight + 1);
        var fitting = (long)blocks * _targetLogs / Math.Max(1, logs);
        Blocks = (int)Math.Clamp(Math.Min(fitting, 4L * Blocks), 1, Math.Min(_ceilingBlocks, _maximumBlocks));
    }

    bool TryShrink(int blocks, JsonRpcException failure)
    {
        if (failure.IsRateLimit)
        {
            if (InFlight == 1)
                return false;
            InFlight /= 2;
            _answers = 0;
            return true;
        }

        if (blocks == 1 || !(failure.AsksForLess || failure.IsTimeout))
            return false;
        Blocks = blocks / 2;
        // A slow answer says nothing about what the node would allow.
        if (!failure.IsTimeout)
            _ceilingBlocks = Blocks;
        return true;
    }
}
