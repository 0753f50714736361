using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>20-byte addresses are stored as <c>bytea</c>.</summary>
sealed class AddressConverter() : ValueConverter<Address, byte[]>(address => address.ToByteArray(), bytes => Address.FromBytes(bytes));
