namespace ReFlow.Hosting;

/// <summary>
/// Something the user can put right: the message says what is wrong and what to do, and is printed without a stack trace.
/// </summary>
public class HostingException : Exception
{
    /// <param name="message">What is wrong and what to do about it.</param>
    public HostingException(string message) : base(message) { }

    /// <param name="message">What is wrong and what to do about it.</param>
    /// <param name="innerException">The cause, for the log.</param>
    public HostingException(string message, Exception innerException) : base(message, innerException) { }
}
