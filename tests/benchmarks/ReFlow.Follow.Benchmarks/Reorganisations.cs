using Npgsql;
using ReFlow.Chain;

namespace ReFlow.Follow.Benchmarks;

/// <summary>Lets the node reorganise, and times from its next announcement until the orphaned head is out of the database.</summary>
sealed class Reorganisations(EthereumClient chain, string database, Investments investments)
{
    // The node may mine one more before it takes blocks back.
    const int FewestBlocks = 2;
    const int MostBlocks = 20;

    public async Task<IReadOnlyList<double>> MeasureAsync(int count, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellationToken);
        var heads = new NewHeads(chain, cancellationToken);
        var milliseconds = new List<double>();
        while (milliseconds.Count < count)
        {
            await investments.MakeAsync(cancellationToken);
            heads.Forget();
            var (orphan, _) = await heads.NextAsync(cancellationToken);
            await RowsAsync(connection, orphan.Hash, rows: 1, cancellationToken);

            heads.Forget();
            await chain.RequestAsync<object?>("anvil_reorg", [(uint)(FewestBlocks + (milliseconds.Count % (MostBlocks - FewestBlocks + 1))), Array.Empty<object>()], cancellationToken);
            investments.StartAgain();
            // Blocks without transactions may come back as they were.
            if ((await chain.GetHeaderAsync(orphan.Number, cancellationToken))?.Hash == orphan.Hash)
                continue;
            var (_, announced) = await heads.NextAsync(cancellationToken);
            await RowsAsync(connection, orphan.Hash, rows: 0, cancellationToken);
            milliseconds.Add(TimeProvider.System.GetElapsedTime(announced).TotalMilliseconds);
        }

        return milliseconds;
    }

    static async Task RowsAsync(NpgsqlConnection connection, Hash32 block, int rows, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select count(*) from blocks where hash = $1", connection) { Parameters = { new() { Value = block.ToByteArray() } } };
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while ((long)(await command.ExecuteScalarAsync(cancellationToken))! != rows)
            await looks.WaitForNextTickAsync(cancellationToken);
    }
}
