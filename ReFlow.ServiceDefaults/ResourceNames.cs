namespace ReFlow.ServiceDefaults;

/// <summary>
/// The names of the resources in the application graph. A name is also the key of the resource's connection string
/// (<c>ConnectionStrings:{name}</c>), its service-discovery host (<c>http://{name}</c>) and its OpenTelemetry service name.
/// </summary>
public static class ResourceNames
{
    /// <summary>The PostgreSQL server.</summary>
    public const string Postgres = "postgres";

    /// <summary>The database on <see cref="Postgres"/> that holds everything ReFlow stores.</summary>
    public const string Database = "reflow";

    /// <summary>The Redis-compatible cache: a hint and a speed-up, never the truth.</summary>
    public const string Cache = "cache";

    /// <summary>The Ethereum node, JSON-RPC over HTTP and WebSocket.</summary>
    public const string Chain = "chain";

    /// <summary>Runs once: database migrations, contracts on a development chain.</summary>
    public const string Migrator = "migrator";

    /// <summary>Chain to PostgreSQL.</summary>
    public const string Indexer = "indexer";

    /// <summary>The only holder of the operator key.</summary>
    public const string Operator = "operator";

    /// <summary>The GraphQL API.</summary>
    public const string Api = "api";

    /// <summary>The Blazor front end.</summary>
    public const string Web = "web";

    /// <summary>The actors that give a development graph a past and a present.</summary>
    public const string Demo = "demo";
}
