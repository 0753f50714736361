using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts.Tether;

/// <summary>Which part in a transfer a blacklisted account cannot have.</summary>
public sealed record BlacklistStops(bool Senders, bool Receivers, bool Callers)
{
    internal static BlacklistStops Decode(byte[] returned)
    {
        var decoder = new AbiDecoder(returned);
        var stops = new BlacklistStops(decoder.Bool(), decoder.Bool(), decoder.Bool());
        decoder.End();
        return stops;
    }
}
