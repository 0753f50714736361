using Npgsql;

namespace ReFlow.Data;

/// <summary>
/// A checksum of everything that is derived from the chain. Two indexes of the same chain up to the same block, by whatever
/// route, have the same digest; a difference names the tables.
/// </summary>
public sealed record ReadModelDigest(IReadOnlyList<TableDigest> Tables)
{
    // Outbox rows and the cursor's epoch say how the index was made, not what the chain holds; announced transactions are not from the chain.
    static readonly (string Table, string Key, string Source)[] s_tables =
    [
        ("users", "id", "(select * from users where first_seen_block_number >= 0)"),
        ("loans", "id", "loans"),
        ("investments", "id", "investments"),
        ("transactions", "id", "(select * from transactions where log_index is not null)"),
        ("holdings", "user_id, loan_id", "holdings"),
        ("distributions", "id", "distributions"),
        ("claims", "id", "claims"),
        ("token_transfers", "id", "token_transfers"),
        ("listings", "number", "listings"),
        ("fills", "id", "fills"),
        ("signed_orders", "order_hash", "signed_orders"),
        ("cancelled_nonces", "id", "cancelled_nonces"),
        ("members", "user_id", "members"),
        ("loan_members", "user_id, loan_id", "loan_members"),
        ("role_changes", "id", "role_changes"),
        ("platform_totals", "id", "platform_totals"),
        ("blocks", "number", "blocks"),
        ("chain_logs", "block_number, log_index", "chain_logs"),
        ("sync_cursor", "chain_id", "(select chain_id, genesis_hash, block_number, block_hash, block_time from sync_cursor)"),
    ];

    /// <summary>Reads all tables in one snapshot.</summary>
    public static async Task<ReadModelDigest> ComputeAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        // The row's text is every column in order; hashing rows before aggregating keeps the aggregate at 32 bytes a row.
        var query = string.Join(" union all ", s_tables.Select(table =>
            $"""
             select '{table.Table}' as table_name, count(*),
                    encode(sha256(coalesce(string_agg(sha256(convert_to(t::text, 'UTF8')), ''::bytea order by {table.Key}), ''::bytea)), 'hex')
             from {table.Source} t
             """));

        await using var command = dataSource.CreateCommand(query);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var digests = new List<TableDigest>(s_tables.Length);
        while (await reader.ReadAsync(cancellationToken))
            digests.Add(new TableDigest(reader.GetString(0), reader.GetInt64(1), reader.GetString(2)));
        return new ReadModelDigest(digests);
    }

    /// <summary>Names of the tables that differ; empty when both read models are equal, row for row.</summary>
    public IReadOnlyList<string> DifferencesTo(ReadModelDigest other) =>
        [.. Tables.Except(other.Tables).Concat(other.Tables.Except(Tables)).Select(digest => digest.Table).Distinct()];

    public bool Equals(ReadModelDigest? other) => other is not null && Tables.SequenceEqual(other.Tables);

    public override int GetHashCode() => Tables.Aggregate(0, HashCode.Combine);

    public override string ToString() => string.Join(Environment.NewLine, Tables);
}

/// <param name="Table">Table name.</param>
/// <param name="RowCount">Number of rows.</param>
/// <param name="Sha256">Hash over the hashes of its rows in key order.</param>
public sealed record TableDigest(string Table, long RowCount, string Sha256);
