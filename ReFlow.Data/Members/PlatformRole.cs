namespace ReFlow.Data;

/// <summary>Powers that the factory or the allow-list gives to an account (docs/roles.md).</summary>
public enum PlatformRole
{
    Operator,
    Originator,
    Treasury,
    Guardian,

    /// <summary>Keeps the allow-list.</summary>
    Agent,
}
