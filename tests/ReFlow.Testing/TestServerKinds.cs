namespace ReFlow.Testing;

/// <summary>Which servers a test assembly needs.</summary>
[Flags]
public enum TestServerKinds
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>PostgreSQL.</summary>
    Postgres = 1,

    /// <summary>The Redis-compatible cache.</summary>
    Cache = 2,

    /// <summary>Anvil.</summary>
    Chain = 4,

    /// <summary>All of them.</summary>
    All = Postgres | Cache | Chain,
}
