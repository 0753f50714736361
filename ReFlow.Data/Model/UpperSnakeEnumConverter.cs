using System.Collections.Frozen;
using System.Text;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ReFlow.Data;

/// <summary>Enums are stored as text in the spelling of the specification and of GraphQL, for example <c>DRAW_DOWN</c>.</summary>
sealed class UpperSnakeEnumConverter<TEnum>() : ValueConverter<TEnum, string>(value => ToText(value), text => FromText(text))
    where TEnum : struct, Enum
{
    static readonly FrozenDictionary<TEnum, string> s_names =
        Enum.GetValues<TEnum>().ToFrozenDictionary(value => value, value => UpperSnake(value.ToString()));

    static readonly FrozenDictionary<string, TEnum> s_values =
        s_names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>The stored spelling.</summary>
    public static string ToText(TEnum value) => s_names[value];

    static TEnum FromText(string text) => s_values[text];

    static string UpperSnake(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToUpperInvariant(letter));
        }

        return text.ToString();
    }
}
