using GraphQL;
using Microsoft.Net.Http.Headers;

namespace ReFlow.Api;

/// <summary>
/// Which of the two media types an answer has, and what that means for its status code. Source: the GraphQL-over-HTTP draft,
/// "Media Types" and "Response". Where the draft now prefers the new type for a request without Accept, the audit suite (80D8) and
/// older clients expect JSON: that is what they get.
/// </summary>
static class ResponseMediaType
{
    public const string GraphQLResponse = "application/graphql-response+json";
    public const string Json = "application/json";

    /// <summary>The media type for the answer, or null when the client accepts neither.</summary>
    public static string? Negotiate(HttpRequest request)
    {
        if (request.Headers.Accept.Count == 0)
            return Json;
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
            return null;

        var graphQL = Preference.For(GraphQLResponse, accepted);
        var json = Preference.For(Json, accepted);
        if (graphQL.Quality <= 0 && json.Quality <= 0)
            return null;
        // Equally wanted: the new type for a client that names it, JSON for one that takes anything.
        var prefersGraphQL = graphQL.Quality > json.Quality || (graphQL.Quality >= json.Quality && graphQL.IsNamed);
        return prefersGraphQL && (graphQL.IsNamed || json.Quality <= 0) ? GraphQLResponse : Json;
    }

    /// <summary>A well-formed request whose document fails is 200 in plain JSON and 400 in the new type.</summary>
    public static int StatusOf(ExecutionResult result, string mediaType) =>
        result.Executed || mediaType == Json ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;

    readonly record struct Preference(double Quality, bool IsNamed)
    {
        // The most specific range that covers a type decides its quality (RFC 9110, section 12.5.1).
        public static Preference For(string mediaType, IList<MediaTypeHeaderValue> accepted)
        {
            var best = accepted
                .Select(range => (Range: range, Specificity: Specificity(range, mediaType)))
                .Where(candidate => candidate.Specificity > 0)
                .OrderByDescending(candidate => candidate.Specificity)
                .FirstOrDefault();
            return best.Range is null ? default : new Preference(best.Range.Quality ?? 1, best.Specificity == 3);
        }

        static int Specificity(MediaTypeHeaderValue range, string mediaType) =>
            range.MatchesAllTypes ? 1
            : range.MatchesAllSubTypes ? (range.Type.Equals("application", StringComparison.OrdinalIgnoreCase) ? 2 : 0)
            : range.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase) ? 3 : 0;
    }
}
