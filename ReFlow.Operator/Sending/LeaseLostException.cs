namespace ReFlow.Operator.Sending;

/// <summary>Another process took over the key; nothing was written. The holder has to stop sending and apply for the lease again.</summary>
sealed class LeaseLostException(string message, Exception? innerException = null) : Exception(message, innerException);
