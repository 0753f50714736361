using GraphQL.DataLoader;

namespace ReFlow.Api;

/// <summary>
/// Collects the keys that the resolvers of one level ask for and fetches all of them with one statement. The executor asks for the
/// results once the level is complete, which is when the batch starts.
/// </summary>
sealed class BatchLoader<TKey, TValue>(Func<IReadOnlyCollection<TKey>, CancellationToken, Task<Func<TKey, TValue>>> fetch)
    where TKey : notnull
{
    readonly Lock _gate = new();
    Batch? _open;

    public IDataLoaderResult<TValue> Load(TKey key)
    {
        lock (_gate)
        {
            _open ??= new Batch();
            _open.Keys.Add(key);
            return new Pending(this, _open, key);
        }
    }

    Task<Func<TKey, TValue>> Start(Batch batch, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_open == batch)
                _open = null;
            return batch.Values ??= fetch(batch.Keys, cancellationToken);
        }
    }

    sealed class Batch
    {
        public HashSet<TKey> Keys { get; } = [];

        public Task<Func<TKey, TValue>>? Values { get; set; }
    }

    sealed class Pending(BatchLoader<TKey, TValue> loader, Batch batch, TKey key) : IDataLoaderResult<TValue>
    {
        public async Task<TValue> GetResultAsync(CancellationToken cancellationToken = default) =>
            (await loader.Start(batch, cancellationToken))(key);

        async Task<object?> IDataLoaderResult.GetResultAsync(CancellationToken cancellationToken) => await GetResultAsync(cancellationToken);
    }
}
