namespace ReFlow.Data;

/// <summary>The calls that the operator's key may sign.</summary>
public enum OperatorPurpose
{
    /// <summary><c>drawDown()</c>: the raise succeeded.</summary>
    DrawDown,

    /// <summary><c>cancel()</c>: the raise failed, or the money was not drawn in time.</summary>
    Cancel,

    /// <summary><c>declareDefault()</c>: late for longer than the terms allow.</summary>
    DeclareDefault,
}
