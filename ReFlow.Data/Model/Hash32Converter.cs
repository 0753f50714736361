using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>32-byte hashes are stored as <c>bytea</c>.</summary>
sealed class Hash32Converter() : ValueConverter<Hash32, byte[]>(hash => hash.ToByteArray(), bytes => Hash32.FromBytes(bytes));
