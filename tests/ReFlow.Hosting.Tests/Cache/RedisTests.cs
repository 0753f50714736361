using System.Net.Sockets;
using ReFlow.Hosting.Testing;

namespace ReFlow.Hosting.Tests.Cache;

public sealed class RedisTests
{
    [Fact]
    public async Task Cache_is_healthy_and_answers_with_its_password_only()
    {
        await using var app = await TestGraph.StartAsync(builder => builder.AddRedis("cache"));
        await app.ResourceNotifications.WaitForResourceHealthyAsync("cache", TestGraph.Token);
        var parts = (await app.GetConnectionStringAsync("cache", TestGraph.Token))!.Split(",password=");
        var port = int.Parse(parts[0].Split(':')[1], null);

        Assert.StartsWith("-NOAUTH", await SayAsync(port, "PING"), StringComparison.Ordinal);
        Assert.StartsWith("-", await SayAsync(port, "AUTH wrong"), StringComparison.Ordinal);
        Assert.Equal("+OK", await SayAsync(port, $"AUTH {parts[1]}"));
        Assert.Equal("+OK", await SayAsync(port, $"AUTH {parts[1]}", "SET key value"));
        Assert.Equal(":1", await SayAsync(port, $"AUTH {parts[1]}", "EVAL return(1) 0"));
    }

    [Fact]
    public async Task Password_is_not_on_the_command_line()
    {
        await using var app = await TestGraph.StartAsync(builder => builder.AddRedis("cache", password: builder.AddParameter("secret", "s3cr3t-value", secret: true)));
        await app.ResourceNotifications.WaitForResourceHealthyAsync("cache", TestGraph.Token);
        var commandLine = await File.ReadAllTextAsync($"/proc/{app.ProcessId("cache")}/cmdline", TestGraph.Token);
        Assert.DoesNotContain("s3cr3t-value", commandLine, StringComparison.Ordinal);
    }

    static async Task<string?> SayAsync(int port, params string[] commands)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, TestGraph.Token);
        using var reader = new StreamReader(client.GetStream());
        string? answer = null;
        foreach (var command in commands)
        {
            var words = command.Split(' ');
            var resp = $"*{words.Length}\r\n" + string.Concat(words.Select(word => $"${word.Length}\r\n{word}\r\n"));
            await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(resp), TestGraph.Token);
            answer = await reader.ReadLineAsync(TestGraph.Token);
        }

        return answer;
    }
}
