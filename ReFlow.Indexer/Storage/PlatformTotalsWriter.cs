using Npgsql;
using ReFlow.Indexer.Folding;

namespace ReFlow.Indexer.Storage;

/// <summary>Keeps the one row of <c>platform_totals</c> in step with the tables that it sums up.</summary>
static class PlatformTotalsWriter
{
    /// <summary>Adds what a fold changed; null when it changed nothing. To be run before the fold's investments are stored.</summary>
    public static NpgsqlBatchCommand? Move(ReadModelFold fold)
    {
        var difference = fold.State.After.Minus(fold.State.Before).Values;
        var investors = fold.Ledger.Investments.Select(investment => investment.UserId).Distinct().ToArray();
        if (difference.All(value => value == 0m) && investors.Length == 0 && fold.Ledger.Fills.Count == 0)
            return null;

        var additions = PlatformSums.Columns.Select((column, index) => $"{column} = {column} + ${index + 4}");
        var command = new NpgsqlBatchCommand(
            $"""
             update platform_totals set traded = traded + $1, trade_count = trade_count + $2,
                 investor_count = investor_count + (select count(*) from unnest($3::uuid[]) u where not exists (select from investments i where i.user_id = u)),
                 {string.Join(", ", additions)}
             """);
        command.Parameters.Add(new() { Value = fold.Ledger.Fills.Sum(fill => fill.TotalUsdt) });
        command.Parameters.Add(new() { Value = fold.Ledger.Fills.Count });
        command.Parameters.Add(new() { Value = investors });
        foreach (var value in difference)
            command.Parameters.Add(new() { Value = value });
        return command;
    }

    /// <summary>Sums everything up anew, which a rewind does: what it took back is gone.</summary>
    public static NpgsqlBatchCommand Recompute()
    {
        var sums = PlatformSums.Columns.Zip(PlatformSums.LoanExpressions, (column, expression) => $"{column} = (select coalesce(sum({expression}), 0) from loans)");
        return new NpgsqlBatchCommand(
            $"""
             update platform_totals set (traded, trade_count) = (select coalesce(sum(total), 0), count(*) from fills),
                 investor_count = (select count(distinct user_id) from investments),
                 {string.Join(", ", sums)}
             """);
    }
}
