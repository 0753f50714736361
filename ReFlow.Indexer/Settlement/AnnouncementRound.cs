using System.Linq.Expressions;
using ReFlow.Data;

namespace ReFlow.Indexer.Settlement;

/// <summary>
/// Goes through announcements page by page, oldest first, and begins again at the end: none waits until those before it are decided, and none
/// that cannot be judged holds up the others.
/// </summary>
/// <param name="condition">Which announcements it goes through.</param>
sealed class AnnouncementRound(Expression<Func<AnnouncedTransaction, bool>> condition)
{
    public const int PageSize = 200;

    public Expression<Func<AnnouncedTransaction, bool>> Condition => condition;

    /// <summary>The next page starts after this time and hash.</summary>
    public (DateTimeOffset CreatedAt, byte[] TxHash) After { get; private set; } = (DateTimeOffset.UnixEpoch, []);

    public void Passed(AnnouncedTransaction announced) => After = (announced.CreatedAt, announced.TxHash.ToByteArray());

    /// <summary>Begins again; nothing older than this is of interest.</summary>
    public void Restart(DateTimeOffset from) => After = (from, []);
}
