namespace ReFlow.Hosting.Testing;

/// <summary>Hands the builder of an AppHost's entry point to a test.</summary>
sealed class EntryPointCapture
{
    static readonly AsyncLocal<EntryPointCapture?> s_current = new();

    internal static EntryPointCapture? Current => s_current.Value;

    internal static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options) => new DistributedApplicationBuilder(options);
}
