using System.Numerics;
using System.Text.Json.Serialization;

namespace ReFlow.Chain;

/// <summary>A call to simulate: for <c>eth_call</c> and <c>eth_estimateGas</c>.</summary>
/// <param name="To">The contract; null creates one.</param>
/// <param name="Data">Selector and ABI-encoded arguments, or init code.</param>
/// <param name="From">The sender it should look like; null is the zero address.</param>
/// <param name="Value">Wei.</param>
public sealed record TransactionCall(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Address? To,
    byte[] Data,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Address? From = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] BigInteger? Value = null);
