using System.Collections.Immutable;

namespace ReFlow.Api;

/// <summary>
/// Hands each indexed block to everybody who listens at that moment. Listeners must not block: a GraphQL subscription only puts
/// the event in its socket's bounded queue.
/// </summary>
sealed class BlockBroadcast : IObservable<IndexedBlock>
{
    ImmutableHashSet<Listener> _listeners = [];

    public int ListenerCount => _listeners.Count;

    public IDisposable Subscribe(IObserver<IndexedBlock> observer)
    {
        var listener = new Listener(this, observer);
        ImmutableInterlocked.Update(ref _listeners, static (all, added) => all.Add(added), listener);
        return listener;
    }

    public void Publish(IndexedBlock block)
    {
        foreach (var listener in _listeners)
            listener.Hear(block);
    }

    sealed class Listener(BlockBroadcast broadcast, IObserver<IndexedBlock> observer) : IDisposable
    {
        public void Hear(IndexedBlock block)
        {
            try
            {
                observer.OnNext(block);
            }
            catch (Exception exception)
            {
                // One listener's failure is its own: it ends, and the others hear the block.
                Dispose();
                observer.OnError(exception);
            }
        }

        public void Dispose() =>
            ImmutableInterlocked.Update(ref broadcast._listeners, static (all, removed) => all.Remove(removed), this);
    }
}
