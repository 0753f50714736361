using Npgsql;
using NpgsqlTypes;
using ReFlow.Chain;
using ReFlow.Data;

namespace ReFlow.Indexer.Storage;

/// <summary>Reads and moves the one cursor row, in SQL: a start that waits for no query to be compiled sooner reads the chain.</summary>
sealed class CursorStore(NpgsqlDataSource database, ReadModelTables tables)
{
    const string Columns = "chain_id, genesis_hash, block_number, block_hash, block_time, finalized_block_number, epoch, is_orphaned";

    public Task<SyncCursor?> FindAsync(CancellationToken cancellationToken) => ReadAsync($"select {Columns} from sync_cursor", cancellationToken);

    /// <summary>Stores the first cursor together with the block it stands on, when there is one.</summary>
    public async Task CreateAsync(SyncCursor cursor, Block? startBlock, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { tables.Cursor.Insert([cursor]) } };
        if (startBlock is not null)
            tables.Blocks.AddTo(batch.BatchCommands, [startBlock]);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Takes the next epoch: from here on, no commit of an earlier writer can succeed.</summary>
    /// <exception cref="CursorMovedException">There is no cursor any more.</exception>
    public async Task<SyncCursor> RaiseEpochAsync(CancellationToken cancellationToken) =>
        await ReadAsync($"update sync_cursor set epoch = epoch + 1 returning {Columns}", cancellationToken)
        ?? throw new CursorMovedException("The database has no cursor any more.");

    /// <summary>Marks the block that the cursor stands on as left by the node's chain, or as on it again, for whoever reads from now on.</summary>
    /// <exception cref="CursorMovedException">Another writer moved the cursor.</exception>
    public async Task<SyncCursor> MarkAsync(SyncCursor cursor, bool isOrphaned, CancellationToken cancellationToken)
    {
        var marked = cursor with { IsOrphaned = isOrphaned };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await MoveAsync(connection, cursor, marked, cancellationToken);
        return marked;
    }

    async Task<SyncCursor?> ReadAsync(string statement, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(statement);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return !await reader.ReadAsync(cancellationToken) ? null : new SyncCursor
        {
            ChainId = reader.GetInt64(0),
            GenesisHash = Hash32.FromBytes(reader.GetFieldValue<byte[]>(1)),
            BlockNumber = reader.GetInt64(2),
            BlockHash = Hash32.FromBytes(reader.GetFieldValue<byte[]>(3)),
            BlockTime = reader.GetFieldValue<DateTimeOffset>(4),
            FinalizedBlockNumber = reader.GetFieldValue<long?>(5),
            Epoch = reader.GetInt64(6),
            IsOrphaned = reader.GetBoolean(7),
        };
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
            update sync_cursor set block_number = $1, block_hash = $2, block_time = $3, finalized_block_number = greatest(finalized_block_number, $7), is_orphaned = $8
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
                new() { Value = to.IsOrphaned },
            },
        };
        if (await command.ExecuteNonQueryAsync(cancellationToken) != 1)
            throw new CursorMovedException($"The cursor is no longer at block {from.BlockNumber} ({from.BlockHash}), epoch {from.Epoch}.");
    }

    /// <summary>The message that a commit up to <paramref name="block"/> leaves for the relay.</summary>
    /// <param name="takenBackFrom">The highest block that the commit took back; null when it added blocks.</param>
    public NpgsqlBatchCommand Announce(Block block, IEnumerable<Address> loans, DateTimeOffset now, long? takenBackFrom = null) => tables.Outbox.Insert(
    [
        new OutboxMessage
        {
            Kind = OutboxKinds.BlockIndexed,
            Payload = (IndexedBlockMessage.For(block, loans, reorg: takenBackFrom is not null) with { TakenBackFrom = takenBackFrom }).ToJson(),
            CreatedAt = now,
        },
    ]);
}
