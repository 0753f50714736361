using System.Buffers.Binary;
using System.Buffers.Text;
using ReFlow.Data;

namespace ReFlow.Api;

/// <summary>A place in the order of loans, newest first. Opaque to clients: base64url of the block number and the id.</summary>
sealed record LoanCursor(long CreatedBlockNumber, Guid Id)
{
    const int Length = sizeof(long) + 16;

    public static LoanCursor Of(Loan loan) => new(loan.CreatedBlockNumber, loan.Id);

    /// <exception cref="ApiError">The text is not a cursor that this API gave out.</exception>
    public static LoanCursor Parse(string text)
    {
        if (!Base64Url.IsValid(text, out var length) || length != Length)
            throw new ApiError(ErrorCodes.InvalidCursor, $"Argument 'after': a cursor from pageInfo.endCursor or edges.cursor was expected, but \"{Quote(text)}\" was seen.");
        var bytes = Base64Url.DecodeFromChars(text);
        return new LoanCursor(BinaryPrimitives.ReadInt64BigEndian(bytes), new Guid(bytes.AsSpan(sizeof(long)), bigEndian: true));
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, CreatedBlockNumber);
        Id.TryWriteBytes(bytes[sizeof(long)..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    static string Quote(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
