namespace ReFlow.Api;

/// <summary>
/// Close codes: graphql-transport-ws (PROTOCOL.md of graphql-ws), RFC 6455 below 4000. The npm client reconnects after 1001 and 1013
/// and treats the 44xx codes here as its own mistake.
/// </summary>
static class CloseCodes
{
    public const int Normal = 1000;
    public const int GoingAway = 1001;
    public const int MessageTooBig = 1009;
    public const int TryAgainLater = 1013;

    public const int InvalidMessage = 4400;
    public const int Unauthorized = 4401;
    public const int SubProtocolNotAcceptable = 4406;
    public const int InitialisationTimeout = 4408;
    public const int SubscriberAlreadyExists = 4409;
    public const int TooManyInitialisationRequests = 4429;
    public const int InternalError = 4500;
}
