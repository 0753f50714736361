using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ReFlow.Chain;

namespace ReFlow.Follow.Benchmarks;

/// <summary>Lets the node reorganise far back while somebody asks the API all the time: how long it answers from the branch that was left, and whether it says so.</summary>
sealed class DeepReorganisations(EthereumClient chain, Uri api, Investments investments)
{
    // What is taken back shall hold events, not empty blocks alone.
    const int BlocksWithInvestments = 5;

    /// <returns>A line for each depth, as soon as it is known.</returns>
    public async IAsyncEnumerable<string> MeasureAsync(IReadOnlyList<int> depths, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = api };
        var heads = new NewHeads(chain, cancellationToken);
        foreach (var depth in depths)
            yield return await MeasureAsync(depth, client, heads, cancellationToken);
    }

    async Task<string> MeasureAsync(int depth, HttpClient client, NewHeads heads, CancellationToken cancellationToken)
    {
        await chain.RequestAsync<object?>("anvil_mine", [depth - BlocksWithInvestments], cancellationToken);
        heads.Forget();
        for (var block = 0; block < BlocksWithInvestments; block++)
        {
            await investments.MakeAsync(cancellationToken);
            await heads.NextAsync(cancellationToken);
        }

        while (!await IsOnChainAsync(await AskAsync(client, cancellationToken), cancellationToken))
            await Task.Delay(20, cancellationToken);

        await chain.RequestAsync<object?>("anvil_reorg", [(uint)depth, Array.Empty<object>()], cancellationToken);
        var reorganisedAt = TimeProvider.System.GetTimestamp();
        var answers = new List<Answer>();
        do
            answers.Add(await AskAsync(client, cancellationToken));
        while (!await IsOnChainAsync(answers[^1], cancellationToken));
        investments.StartAgain();

        var orphaned = answers.SkipLast(1).ToList();
        var unmarked = orphaned.FindLast(answer => !answer.IsMarked) is { } last ? $"without a mark until {After(last):0} ms" : "all with a mark";
        return string.Create(CultureInfo.InvariantCulture, $"  {depth,3} blocks: right after {After(answers[^1]),3:0} ms; {orphaned.Count} answers from the branch that was left, {unmarked}");

        double After(Answer answer) => TimeProvider.System.GetElapsedTime(reorganisedAt, answer.At).TotalMilliseconds;
    }

    static async Task<Answer> AskAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var response = await client.PostAsJsonAsync("/graphql", new { query = "{ loans(first: 1) { nodes { asOf { number hash } } } }" }, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        var asOf = answer.GetProperty("data").GetProperty("loans").GetProperty("nodes")[0].GetProperty("asOf");
        return new Answer(
            long.Parse(asOf.GetProperty("number").ToString(), CultureInfo.InvariantCulture),
            asOf.GetProperty("hash").GetString()!,
            answer.TryGetProperty("extensions", out var extensions) && extensions.TryGetProperty("orphanedBlock", out _),
            TimeProvider.System.GetTimestamp());
    }

    async Task<bool> IsOnChainAsync(Answer answer, CancellationToken cancellationToken) =>
        (await chain.GetHeaderAsync(answer.Number, cancellationToken))?.Hash.ToString() == answer.Hash;

    sealed record Answer(long Number, string Hash, bool IsMarked, long At);
}
