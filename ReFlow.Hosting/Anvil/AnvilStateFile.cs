using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace ReFlow.Hosting.Anvil;

/// <summary>
/// The chain's saved state. Anvil overwrites the file in place, so a kill in that moment leaves half of it; a copy made when it was
/// last seen whole stands in then.
/// </summary>
/// <param name="folder">The chain's folder.</param>
sealed class AnvilStateFile(string folder)
{
    /// <summary>A chain whose last block is older than its file by more than this was in its past on purpose.</summary>
    static readonly TimeSpan s_pastThreshold = TimeSpan.FromHours(1);

    readonly string _copy = Path.Combine(folder, "state.copy.json");

    /// <summary>Full path of the file.</summary>
    public string FullPath { get; } = Path.Combine(folder, "state.json");

    /// <summary>Checks the file, restores it from the copy when it was cut off, else renews the copy.</summary>
    /// <returns>
    /// The time at which the chain must go on when it was still building its past; null to go on with the clock, which is what Anvil
    /// does with a kept state.
    /// </returns>
    /// <exception cref="DistributedApplicationException">Neither the file nor the copy is whole.</exception>
    public async Task<DateTimeOffset?> PrepareAsync(ILogger logger, CancellationToken cancellationToken)
    {
        if (!File.Exists(FullPath))
            return null;

        var lastBlock = await ReadLastBlockTimeAsync(FullPath, cancellationToken);
        if (lastBlock is null)
        {
            lastBlock = File.Exists(_copy) ? await ReadLastBlockTimeAsync(_copy, cancellationToken) : null;
            if (lastBlock is null)
                throw new DistributedApplicationException(
                    $"The chain's saved state {FullPath} is cut off and there is no whole copy. Run with --reset to start anew.");
            Log.AnvilStateRecovered(logger, new DateTimeOffset(File.GetLastWriteTimeUtc(_copy)));
            File.Copy(_copy, FullPath, overwrite: true);
        }
        else if (lastBlock == DateTimeOffset.UnixEpoch)
        {
            File.Delete(FullPath);
            return null;
        }
        else
        {
            await RenewCopyAsync(cancellationToken);
        }

        var savedAt = new DateTimeOffset(File.GetLastWriteTimeUtc(FullPath));
        return savedAt - lastBlock > s_pastThreshold ? lastBlock.Value.AddSeconds(1) : null;
    }

    /// <summary>Renews the copy, unless Anvil is writing the file at this moment.</summary>
    public async Task RenewCopyAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(FullPath))
            return;
        // What was copied is checked, not what it was copied from: that may change in between.
        // A name of its own: the keeper and a restart may copy at the same time.
        var candidate = $"{_copy}.{Path.GetRandomFileName()}";
        try
        {
            File.Copy(FullPath, candidate);
            if (await ReadLastBlockTimeAsync(candidate, cancellationToken) is not null)
                File.Move(candidate, _copy, overwrite: true);
        }
        finally
        {
            File.Delete(candidate);
        }
    }

    // Null when the file is cut off: parsing it all is what tells. The epoch when there is no block yet: such a file holds no genesis time.
    static async Task<DateTimeOffset?> ReadLastBlockTimeAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
            var block = document.RootElement.GetProperty("block");
            if (block.GetProperty("number").GetString() is "0x0")
                return DateTimeOffset.UnixEpoch;
            var text = block.GetProperty("timestamp").GetString()!;
            return DateTimeOffset.FromUnixTimeSeconds(long.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
