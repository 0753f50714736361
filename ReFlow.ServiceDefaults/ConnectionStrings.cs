using Microsoft.Extensions.Configuration;

namespace ReFlow.ServiceDefaults;

/// <summary>Reads connection strings with an error that says what to set.</summary>
public static class ConnectionStrings
{
    /// <summary>The connection string <c>ConnectionStrings:{name}</c>.</summary>
    /// <exception cref="InvalidOperationException">It is missing or empty; the message names the key and the environment variable.</exception>
    public static string GetRequiredConnectionString(this IConfiguration configuration, string name)
    {
        var value = configuration.GetConnectionString(name);
        return string.IsNullOrWhiteSpace(value)
            ? throw new InvalidOperationException(
                $"The connection string '{name}' is missing. Set ConnectionStrings:{name} in the configuration "
                + $"(environment variable ConnectionStrings__{name}), or start the service through ReFlow.AppHost, which sets it.")
            : value;
    }
}
