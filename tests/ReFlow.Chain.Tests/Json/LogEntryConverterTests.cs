using System.Text.Json;
using CsCheck;
using ReFlow.Chain.Json;

namespace ReFlow.Chain.Tests.Json;

/// <summary>Logs are read from the answer's bytes, and as strictly as any other value.</summary>
public sealed class LogEntryConverterTests
{
    const string Log =
        """
        {"address":"0x5fbdb2315678afecb367f032d93f642f64180aa3","topics":["0x000000000000000000000000000000000000000000000000000000000000000a","0x000000000000000000000000000000000000000000000000000000000000000b"],"data":"0x0102ff","blockHash":"0x1100000000000000000000000000000000000000000000000000000000000011","blockNumber":"0x1b4","blockTimestamp":"0x65f0","transactionHash":"0x2200000000000000000000000000000000000000000000000000000000000022","transactionIndex":"0x1","logIndex":"0x0","unknown":{"a":[1,2]},"removed":false}
        """;

    [Fact]
    public void Log_of_a_node_is_read_whole()
    {
        var log = Read(Log);

        Assert.Equal(Address.Parse("0x5fbdb2315678afecb367f032d93f642f64180aa3"), log.Address);
        Assert.Equal([10, 11], log.Topics.Select(topic => (int)topic.ToByteArray()[31]));
        Assert.Equal([1, 2, 255], log.Data);
        Assert.Equal((436L, 1, 0, false), (log.BlockNumber, log.TransactionIndex, log.LogIndex, log.Removed));
        Assert.Equal((0x11, 0x22), (log.BlockHash.ToByteArray()[0], log.TransactionHash.ToByteArray()[31]));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(0x65f0), log.BlockTimestamp);
    }

    [Theory]
    [InlineData("\"blockTimestamp\":\"0x65f0\",", "")]
    [InlineData("\"0x65f0\"", "null")]
    [InlineData("\"0x65f0\"", "\"0x0\"")]
    public void Time_that_the_node_does_not_tell_is_null(string part, string replacement) =>
        Assert.Null(Read(Log.Replace(part, replacement, StringComparison.Ordinal)).BlockTimestamp);

    [Theory]
    [InlineData("\"0x1b4\"", "null")]
    [InlineData("\"0x1b4\"", "\"0x\"")]
    [InlineData("\"0x1b4\"", "\"0xffffffffffffffff\"")]
    [InlineData("\"0x1\"", "\"0x80000000\"")]
    [InlineData("\"0x1\"", "\"-0x1\"")]
    [InlineData("\"0x0102ff\"", "\"0x0102f\"")]
    [InlineData("\"0x0102ff\"", "\"0x0102fg\"")]
    [InlineData("\"0x0102ff\"", "null")]
    [InlineData("0x5fbdb2315678afecb367f032d93f642f64180aa3", "0x5Fbdb2315678afecb367f032d93f642f64180aa3")]
    [InlineData("0x5fbdb2315678afecb367f032d93f642f64180aa3", "0x5fbdb2315678afecb367f032d93f642f64180a")]
    [InlineData("\"removed\":false", "\"removed\":null")]
    [InlineData("\"logIndex\":\"0x0\",", "")]
    [InlineData("\"topics\":[", "\"topics\":[null,")]
    public void Malformed_or_missing_field_is_refused(string part, string replacement)
    {
        var text = Log.Replace(part, replacement, StringComparison.Ordinal);

        Assert.NotEqual(Log, text);
        Assert.ThrowsAny<JsonException>(() => Read(text));
    }

    [Fact]
    public void Escaped_text_is_read_as_what_it_stands_for() =>
        Assert.Equal(436L, Read(Log.Replace("\"0x1b4\"", "\"\\u0030x1b4\"", StringComparison.Ordinal)).BlockNumber);

    [Fact]
    public void Quantities_are_read_as_their_numbers() => Gen.Long[0, long.MaxValue].Sample(number =>
        Read(Log.Replace("0x1b4", $"0x{number:x}", StringComparison.Ordinal)).BlockNumber == number);

    static LogEntry Read(string text) => JsonSerializer.Deserialize<LogEntry>(text, ChainJson.Options)!;
}
