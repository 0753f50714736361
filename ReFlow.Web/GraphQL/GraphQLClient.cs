using System.Net;
using System.Text.Json;

namespace ReFlow.Web.GraphQL;

/// <summary>Sends queries to <c>POST /graphql</c> (GraphQL over HTTP) and turns every way to fail into a <see cref="GraphQLException"/>.</summary>
public sealed class GraphQLClient(HttpClient http)
{
    static readonly JsonSerializerOptions s_options = GraphQLJson.Options;

    /// <summary>Runs one query.</summary>
    /// <exception cref="GraphQLException">The API was not reachable, answered nonsense, or answered with errors.</exception>
    public async Task<T> QueryAsync<T>(string query, object variables, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.PostAsJsonAsync("graphql", new { query, variables }, s_options, cancellationToken);
            if (response.StatusCode is >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout)
                throw Unreachable($"The API answered {(int)response.StatusCode}.");
            // A refused query (status 400) carries its errors in the body, so the body is read before the status is judged.
            var answer = await response.Content.ReadFromJsonAsync<Answer<T>>(s_options, cancellationToken);
            return DataOf(answer);
        }
        catch (Exception exception) when (IsConnectionFailure(exception, cancellationToken))
        {
            throw Unreachable("The API cannot be reached.", exception);
        }
        catch (JsonException exception)
        {
            throw new GraphQLException("The API's answer cannot be read.", "UNREADABLE", isTransient: true, exception);
        }
    }

    static T DataOf<T>(Answer<T>? answer)
    {
        if (answer?.Errors is [var error, ..])
            throw new GraphQLException(error.Message, error.Extensions?.Code ?? "UNKNOWN", IsTransient(error.Extensions?.Code));
        return answer is { Data: { } data } ? data : throw new JsonException("The answer has neither data nor errors.");
    }

    // The API had trouble of its own; the same question may be answered later.
    static bool IsTransient(string? code) => code is "INTERNAL_SERVER_ERROR" or "OPERATION_TIMEOUT" or "TOO_MANY_OPERATIONS";

    static GraphQLException Unreachable(string message, Exception? inner = null) =>
        new(message, GraphQLException.Unreachable, isTransient: true, inner);

    // The resilience pipeline reports an open circuit or its own timeout with Polly's exceptions, a dead socket as HttpRequestException.
    static bool IsConnectionFailure(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        HttpRequestException or Polly.ExecutionRejectedException or IOException => true,
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        _ => false,
    };

    sealed record Answer<T>(T? Data, IReadOnlyList<Error>? Errors);

    sealed record Error(string Message, ErrorExtensions? Extensions);

    sealed record ErrorExtensions(string? Code);
}
