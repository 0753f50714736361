namespace ReFlow.Chain.JsonRpc.Endpoints;

enum EndpointStanding
{
    /// <summary>Not asked for its chain id yet.</summary>
    Unknown,

    /// <summary>Serves the expected chain.</summary>
    Accepted,

    /// <summary>Serves another chain, and is asked for nothing but its chain id while another endpoint is left.</summary>
    Refused,
}
