using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.Guardian;
using ReFlow.Hosting.State;

namespace ReFlow.Hosting.Tests.SecondHost;

/// <summary>What this test assembly does when it is started again as a host.</summary>
static class HostRole
{
    internal const string RoleVariable = "REFLOW_TEST_HOST_ROLE";
    internal const string FolderVariable = "REFLOW_TEST_HOST_FOLDER";

    /// <summary>Watches one child; its process id is the only line of output.</summary>
    internal const string Guard = "guard";

    /// <summary>A graph that needs npm packages, in a repository of its own: the given folder.</summary>
    internal const string Npm = "npm";

    /// <summary>A graph with PostgreSQL from this repository, with its state in the given folder.</summary>
    internal const string Postgres = "postgres";

    // Runs before the test runner's Main: in the second process the runner must never start.
    // Other threads wait at the door of this module meanwhile, so nothing in here may be called back.
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "This is the test executable itself, not a library.")]
    internal static void RunWhenAsked()
    {
        if (Environment.GetEnvironmentVariable(RoleVariable) is not { } role)
            return;
        Environment.SetEnvironmentVariable(RoleVariable, null);
        if (role == Guard)
            RunGuard();
        else
            RunGraph(role, Environment.GetEnvironmentVariable(FolderVariable)!);
        Environment.Exit(Environment.ExitCode);
    }

    static void RunGuard()
    {
        var guardian = ProcessGuardian.StartAsync().GetAwaiter().GetResult();
        var child = Process.Start("sleep", "300");
        guardian.Watch(child);
        Console.WriteLine(child.Id);
        child.WaitForExit();
    }

    static void RunGraph(string role, string folder)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = ["--random-ports", $"--{HostConfiguration.StateDirectory}={Path.Combine(folder, ".reflow")}"],
            ProjectDirectory = role == Npm ? folder : RepositoryRoot.Find(),
            DisableDashboard = true,
        });
        if (role == Npm)
            builder.AddExecutable("service", "sleep", ".", "300").WithAnnotation(new NodePackagesAnnotation());
        else
            builder.AddPostgres("postgres");
        builder.Build().Run();
    }
}
