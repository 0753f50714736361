namespace ReFlow.Demo;

/// <summary>Event ids 7000 to 7999.</summary>
static partial class Log
{
    [LoggerMessage(7000, LogLevel.Information, "Building the past: {StepCount} steps of {LoanCount} loans from {From:d} on, seed {Seed}")]
    public static partial void PastStarts(ILogger logger, int stepCount, int loanCount, DateTimeOffset from, int seed);

    [LoggerMessage(7001, LogLevel.Information, "The past is built: {StepCount} steps in {Seconds:F1} s")]
    public static partial void PastBuilt(ILogger logger, int stepCount, double seconds);

    [LoggerMessage(7002, LogLevel.Information, "The past is there already")]
    public static partial void PastExists(ILogger logger);

    [LoggerMessage(7003, LogLevel.Warning, "This chain leaves too little past for {Loans}; they are left out. Start the graph with --reset for the whole past")]
    public static partial void PastDoesNotFit(ILogger logger, string loans);

    [LoggerMessage(7004, LogLevel.Warning, "{Step} failed on {Date:d}: {Reason}")]
    public static partial void StepFailed(ILogger logger, string step, DateTimeOffset date, string reason);

    [LoggerMessage(7005, LogLevel.Warning, "Building the past stopped (try {Attempt} of {Attempts}): {Reason}")]
    public static partial void PastInterrupted(ILogger logger, int attempt, int attempts, string reason);

    [LoggerMessage(7006, LogLevel.Debug, "{Date:d}: {Step}")]
    public static partial void StepDone(ILogger logger, DateTimeOffset date, string step);

    [LoggerMessage(7010, LogLevel.Information, "{Action}")]
    public static partial void Acted(ILogger logger, string action);

    [LoggerMessage(7011, LogLevel.Information, "{Action}: not any more ({Reason})")]
    public static partial void ActionRefused(ILogger logger, string action, string reason);

    [LoggerMessage(7012, LogLevel.Warning, "{Action} failed: {Reason}")]
    public static partial void ActionFailed(ILogger logger, string action, string reason);

    [LoggerMessage(7013, LogLevel.Warning, "The chain does not answer ({Reason}); next try in {Seconds:F0} s")]
    public static partial void ChainUnavailable(ILogger logger, string reason, double seconds);

    [LoggerMessage(7014, LogLevel.Information, "{Actor} receives {AmountUsdt:N2} test USDT")]
    public static partial void ToppedUp(ILogger logger, string actor, decimal amountUsdt);

    [LoggerMessage(7015, LogLevel.Information, "The chain's clock stood at {ChainTime:u}; it is set to now")]
    public static partial void ClockSet(ILogger logger, DateTimeOffset chainTime);

    [LoggerMessage(7016, LogLevel.Information, "Waiting for the contracts: {Reason}")]
    public static partial void WaitingForContracts(ILogger logger, string reason);

    [LoggerMessage(7017, LogLevel.Error, "{Reason}")]
    public static partial void Stopped(ILogger logger, string reason);

    [LoggerMessage(7018, LogLevel.Warning, "The actors could not act; next try in {Seconds:F0} s")]
    public static partial void LiveInterrupted(ILogger logger, Exception exception, double seconds);
}
