namespace ReFlow.Chain;

/// <summary>Turns revert data into words.</summary>
static class RevertReason
{
    public static string Describe(ReadOnlySpan<byte> revertData) => revertData.IsEmpty ? "without a reason" : Hex.Encode(revertData);
}
