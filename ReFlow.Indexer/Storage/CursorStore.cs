using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using ReFlow.Data;

namespace ReFlow.Indexer.Storage;

/// <summary>Reads and moves the one cursor row.</summary>
sealed class CursorStore(IDbContextFactory<ReFlowDbContext> contexts, ReadModelTables tables)
{
    public async Task<SyncCursor?> FindAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.SyncCursors.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Stores the first cursor together with the block it stands on, when there is one.</summary>
    public async Task CreateAsync(SyncCursor cursor, Block? startBlock, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.SyncCursors.Add(cursor);
        if (startBlock is not null)
            context.Blocks.Add(startBlock);
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Takes the next epoch: from here on, no commit of an earlier writer can succeed.</summary>
    public async Task<SyncCursor> RaiseEpochAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.SyncCursors.ExecuteUpdateAsync(set => set.SetProperty(cursor => cursor.Epoch, cursor => cursor.Epoch + 1), cancellationToken);
        return await context.SyncCursors.AsNoTracking().SingleAsync(cancellationToken);
    }

    /// <summary>
    /// Compare-and-set: moves the cursor only from the block, hash and epoch that the writer believes in. First in its transaction, so that
    /// a writer who lost its place waits for nothing and changes nothing.
    /// </summary>
    /// <exception cref="CursorMovedException">Another writer moved the cursor.</exception>
    public static async Task MoveAsync(NpgsqlConnection connection, SyncCursor from, SyncCursor to, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            update sync_cursor set block_number = $1, block_hash = $2, block_time = $3, finalized_block_number = greatest(finalized_block_number, $7)
            where block_number = $4 and block_hash = $5 and epoch = $6
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = to.BlockNumber },
                new() { Value = to.BlockHash.ToByteArray() },
                new() { Value = to.BlockTime },
                new() { Value = from.BlockNumber },
                new() { Value = from.BlockHash.ToByteArray() },
                new() { Value = from.Epoch },
                new() { Value = (object?)to.FinalizedBlockNumber ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
            },
        };
        if (await command.ExecuteNonQueryAsync(cancellationToken) != 1)
            throw new CursorMovedException($"The cursor is no longer at block {from.BlockNumber} ({from.BlockHash}), epoch {from.Epoch}.");
    }

    /// <summary>The message that a commit up to <paramref name="block"/> leaves for the relay.</summary>
    /// <param name="takenBackFrom">The highest block that the commit took back; null when it added blocks.</param>
    public NpgsqlBatchCommand Announce(Block block, IEnumerable<ReFlow.Chain.Address> loans, DateTimeOffset now, long? takenBackFrom = null) => tables.Outbox.Insert(
    [
        new OutboxMessage
        {
            Kind = OutboxKinds.BlockIndexed,
            Payload = (IndexedBlockMessage.For(block, loans, reorg: takenBackFrom is not null) with { TakenBackFrom = takenBackFrom }).ToJson(),
            CreatedAt = now,
        },
    ]);
}
