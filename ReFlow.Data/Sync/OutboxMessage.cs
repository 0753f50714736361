namespace ReFlow.Data;

/// <summary>A message that leaves the database after its transaction committed. The relay claims rows one by one and deletes what it sent.</summary>
public sealed class OutboxMessage
{
    public long Id { get; init; }

    /// <summary>One of <see cref="OutboxKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>JSON.</summary>
    public required string Payload { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
