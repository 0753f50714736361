namespace ReFlow.Hosting;

/// <summary>
/// An error that the person at the terminal can act on: its message names the resource, what was expected and what was seen, and is
/// printed without a stack trace.
/// </summary>
public class DistributedApplicationException : Exception
{
    /// <summary>Creates the error.</summary>
    public DistributedApplicationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error with its cause.</summary>
    public DistributedApplicationException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>A parameter or a connection string has no value.</summary>
public sealed class MissingParameterValueException(string message) : DistributedApplicationException(message);
