namespace ReFlow.Migrator.Contracts;

/// <summary>Compares the code at an address with what the compiler produced.</summary>
static class RuntimeCode
{
    const byte Push32 = 0x7f;
    const int WordLength = 32;

    /// <summary>
    /// True when both are the same but for immutables: in the compiler's output an immutable is PUSH32 of a zero word, which the constructor
    /// fills in.
    /// </summary>
    public static bool Matches(ReadOnlySpan<byte> compiled, ReadOnlySpan<byte> deployed)
    {
        if (compiled.Length != deployed.Length)
            return false;

        for (var index = 0; index < compiled.Length; index++)
        {
            if (compiled[index] != deployed[index])
                return false;
            if (IsImmutable(compiled[index..]))
                index += WordLength;
        }

        return true;
    }

    static bool IsImmutable(ReadOnlySpan<byte> code) =>
        code.Length > WordLength && code[0] == Push32 && !code.Slice(1, WordLength).ContainsAnyExcept((byte)0);
}
