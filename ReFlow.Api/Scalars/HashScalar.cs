using ReFlow.Chain;

namespace ReFlow.Api;

sealed class HashScalar() : TextScalar("Hash", "32 bytes: 0x and 64 hexadecimal digits.", "a hash (0x and 64 hexadecimal digits)")
{
    protected override object? Parse(string text) => Hash32.TryParse(text, out var value) ? value : null;

    protected override string? Format(object value) => value is Hash32 ? value.ToString() : null;
}
