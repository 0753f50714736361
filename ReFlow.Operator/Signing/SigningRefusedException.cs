namespace ReFlow.Operator.Signing;

/// <summary>The signing policy refused a transaction. Permanent: the same request is refused again.</summary>
sealed class SigningRefusedException(string message) : Exception(message);
