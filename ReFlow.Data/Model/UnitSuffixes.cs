using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace ReFlow.Data;

/// <summary>
/// Property names carry their unit (<c>RaisedUsdt</c>, <c>BalanceTokens</c>); columns do not (<c>raised</c>, <c>balance</c>).
/// Both units have six decimals.
/// </summary>
static class UnitSuffixes
{
    static readonly string[] s_suffixes = ["Usdt", "Tokens"];

    public static void Apply(ModelBuilder modelBuilder)
    {
        var amounts = modelBuilder.Model.GetEntityTypes()
            .SelectMany(entity => entity.GetProperties())
            .Where(property => property.ClrType == typeof(decimal) || property.ClrType == typeof(decimal?));

        foreach (var property in amounts)
        {
            property.SetPrecision(38);
            property.SetScale(6);

            var suffix = s_suffixes.FirstOrDefault(unit => property.Name.EndsWith(unit, StringComparison.Ordinal) && property.Name != unit);
            if (suffix is not null)
                property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name[..^suffix.Length]));
        }
    }
}
