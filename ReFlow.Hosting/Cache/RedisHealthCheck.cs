using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ReFlow.Hosting.Cache;

/// <summary>Healthy when the server takes the password and answers PING, in RESP (redis.io/docs/latest/develop/reference/protocol-spec).</summary>
sealed class RedisHealthCheck(RedisResource cache) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var endpoint = cache.PrimaryEndpoint;
        var password = await cache.PasswordParameter.GetValueAsync(cancellationToken);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", endpoint.Port, cancellationToken);
            var stream = client.GetStream();
            using var reader = new StreamReader(stream);
            foreach (var (command, expected) in new[] { (Encode("AUTH", password!), "+OK"), (Encode("PING"), "+PONG") })
            {
                await stream.WriteAsync(command, cancellationToken);
                if (await reader.ReadLineAsync(cancellationToken) is var answer && answer != expected)
                    return HealthCheckResult.Unhealthy($"The cache answered '{answer}' instead of '{expected}'.");
            }

            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return HealthCheckResult.Unhealthy(exception.Message);
        }
    }

    static byte[] Encode(params string[] words) => Encoding.UTF8.GetBytes(
        $"*{words.Length}\r\n" + string.Concat(words.Select(word => $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n")));
}
