using System.Net.Http.Json;
using System.Text.Json;

namespace ReFlow.Api.Tests;

/// <summary>Sends operations and hands back the answer's JSON.</summary>
public sealed class GraphQLClient(HttpClient http)
{
    public HttpClient Http => http;

    public async Task<JsonElement> SendAsync(string query, object? variables = null)
    {
        using var response = await http.PostAsJsonAsync("/graphql", new { query, variables }, TestContext.Current.CancellationToken);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    /// <summary>The data of an answer without errors.</summary>
    public async Task<JsonElement> QueryAsync(string query, object? variables = null)
    {
        var answer = await SendAsync(query, variables);
        Assert.False(answer.TryGetProperty("errors", out var errors), $"No errors were expected, but {errors} was seen.");
        return answer.GetProperty("data");
    }

    /// <summary>Code and message of the only error of an answer.</summary>
    public async Task<(string? Code, string? Message)> FailAsync(string query, object? variables = null)
    {
        var answer = await SendAsync(query, variables);
        Assert.True(answer.TryGetProperty("errors", out var errors), $"An error was expected, but {answer} was seen.");
        var error = Assert.Single(errors.EnumerateArray());
        return (error.GetProperty("extensions").GetProperty("code").GetString(), error.GetProperty("message").GetString());
    }
}
