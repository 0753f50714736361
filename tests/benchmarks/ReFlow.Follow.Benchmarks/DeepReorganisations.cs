using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ReFlow.Chain;

namespace ReFlow.Follow.Benchmarks;

/// <summary>Lets the node reorganise far back while somebody asks the API all the time: how long it answers from the branch that was left, and whether it says so.</summary>
sealed class DeepReorganisations(EthereumClient chain, Uri api, Investments investments)
{
    // At the bottom of what is taken back: blocks without transactions may come back as they were, unless one below them does not.
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
        heads.Forget();
        for (var block = 0; block < BlocksWithInvestments; block++)
        {
            await investments.MakeAsync(cancellationToken);
            await heads.NextAsync(cancellationToken);
        }

        await chain.RequestAsync<object?>("anvil_mine", [depth - BlocksWithInvestments], cancellationToken);
        while (!await IsNewestAsync(await AskAsync(client, cancellationToken), cancellationToken))
            await Task.Delay(20, cancellationToken);

        var head = (await chain.GetHeaderAsync(BlockReference.Latest, cancellationToken))!.Number;
        var left = (await chain.GetHeadersAsync(head - depth + 1, head, cancellationToken)).Select(header => header.Hash).ToHashSet();
        await chain.RequestAsync<object?>("anvil_reorg", [(uint)depth, Array.Empty<object>()], cancellationToken);
        var reorganisedAt = TimeProvider.System.GetTimestamp();
        var answers = new List<Answer>();
        do
            answers.Add(await AskAsync(client, cancellationToken));
        while (!await IsNewestAsync(answers[^1], cancellationToken));
        // The node may have mined one more before it took blocks back.
        if ((await chain.GetHeadersAsync(head - depth + 2, head, cancellationToken)).Any(header => left.Contains(header.Hash)))
            throw new InvalidOperationException($"{depth} blocks were to be taken back, but some of them are on the chain as before.");
        investments.StartAgain();

        var orphaned = answers.Where(answer => left.Contains(answer.Hash)).ToList();
        var unmarked = orphaned.FindLast(answer => !answer.IsMarked) is { } last ? $"without a mark until {After(last):0} ms" : "all with a mark";
        return string.Create(CultureInfo.InvariantCulture, $"  {depth,3} blocks: right after {After(answers[^1]),3:0} ms; {orphaned.Count} answers from the branch that was left, {unmarked}");

        double After(Answer answer) => TimeProvider.System.GetElapsedTime(reorganisedAt, answer.At).TotalMilliseconds;
    }

    static async Task<Answer> AskAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var response = await client.PostAsJsonAsync("/graphql", new { query = "{ loans(first: 1) { nodes { asOf { hash } } } }" }, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        var asOf = answer.GetProperty("data").GetProperty("loans").GetProperty("nodes")[0].GetProperty("asOf");
        return new Answer(
            Hash32.Parse(asOf.GetProperty("hash").GetString()!),
            answer.TryGetProperty("extensions", out var extensions) && extensions.TryGetProperty("orphanedBlock", out _),
            TimeProvider.System.GetTimestamp());
    }

    async Task<bool> IsNewestAsync(Answer answer, CancellationToken cancellationToken) =>
        (await chain.GetHeaderAsync(BlockReference.Latest, cancellationToken))?.Hash == answer.Hash;

    sealed record Answer(Hash32 Hash, bool IsMarked, long At);
}
