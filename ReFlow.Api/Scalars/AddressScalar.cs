using ReFlow.Chain;

namespace ReFlow.Api;

sealed class AddressScalar() : TextScalar("Address", "An EVM address: 0x and 40 hexadecimal digits; mixed case must carry a valid EIP-55 checksum.", "an EIP-55 address (0x and 40 hexadecimal digits)")
{
    protected override object? Parse(string text) => Address.TryParse(text, out var value) ? value : null;

    protected override string? Format(object value) => value is Address ? value.ToString() : null;
}
