using ReFlow.Hosting.NodeTools;
using ReFlow.Hosting.State;
using ReFlow.Hosting.Tests.SecondHost;

namespace ReFlow.Hosting.Tests.State;

/// <summary>Whole hosts, under an account that may not write: what they say, and that they say nothing else.</summary>
public sealed class ReadOnlyTests
{
    [Fact]
    public async Task Read_only_state_folder_is_named_with_what_to_do()
    {
        using var repository = await OwnRepository.CreateAsync("exit 1");
        AssertStateMessage(repository, await RefuseAsync(repository, repository.Closed(".reflow")));
    }

    [Fact]
    public async Task State_folder_that_may_not_be_made_is_named_with_what_to_do()
    {
        using var repository = await OwnRepository.CreateAsync("exit 1");
        AssertStateMessage(repository, await RefuseAsync(repository, repository.Closed()));
    }

    [Fact]
    public async Task State_of_another_account_is_named_with_what_to_do_and_kept()
    {
        using var repository = await OwnRepository.CreateAsync("exit 1");
        using (var earlier = StateFolder.Open(repository.In(".reflow")))
            await File.WriteAllTextAsync(Path.Combine(earlier.FullPath, "precious"), "data", TestGraph.Token);
        repository.Closed(".reflow", "lock");

        AssertStateMessage(repository, await RefuseAsync(repository, repository.Closed(".reflow")));
        Assert.Equal("data", await File.ReadAllTextAsync(repository.In(".reflow", "precious"), TestGraph.Token));
    }

    [Fact]
    public async Task Library_link_that_may_not_be_made_is_named_with_what_to_do()
    {
        using var repository = await OwnRepository.CreateAsync("exit 1");
        await repository.InstallAsync();
        repository.Opened(".reflow");
        Directory.CreateDirectory(repository.In(NodeTool.PostgresPackage, "native"));
        await File.WriteAllTextAsync(
            repository.In(NodeTool.PostgresPackage, "native", "pg-symlinks.json"),
            """[{ "source": "native/lib/libpq.so.5.18", "target": "native/lib/libpq.so.5" }]""", TestGraph.Token);

        var message = await RefuseAsync(repository, repository.Closed(NodeTool.PostgresPackage, "native", "lib"));

        Assert.StartsWith($"PostgreSQL needs the library link {repository.In(NodeTool.PostgresPackage, "native", "lib", "libpq.so.5")}, but this user may not create it", message, StringComparison.Ordinal);
        Assert.Contains("Start once as the user who owns node_modules, or delete node_modules", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("node_modules")]
    [InlineData("artifacts")]
    [InlineData("artifacts/npm-restore.lock")]
    public async Task Repository_whose_packages_may_not_be_restored_is_named_with_what_to_do(string closed)
    {
        using var repository = await OwnRepository.CreateAsync("exit 1");
        repository.Opened(".reflow");
        repository.Opened("artifacts");
        repository.Opened("node_modules");
        if (Path.HasExtension(closed))
            await File.WriteAllTextAsync(repository.In(closed), "", TestGraph.Token);

        var message = await RefuseAsync(repository, repository.Closed(closed));

        Assert.StartsWith($"The npm packages must be restored, but {repository.Root} cannot be written (", message, StringComparison.Ordinal);
        Assert.Contains("Run from a writable copy of the repository, or give your account write access to it.", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_of_the_state_that_cannot_be_written_is_named_without_a_stack_trace()
    {
        using var repository = await OwnRepository.CreateAsync("exit 1");
        StateFolder.Open(repository.In(".reflow")).Dispose();
        var inTheWay = Directory.CreateDirectory(repository.In(".reflow", "parameters.json.new")).FullName;

        await using var host = HostProcess.Start(HostRole.Postgres, repository.Root);

        Assert.Equal(1, await host.WaitForExitAsync());
        Assert.Equal($"ReFlow has to end: Access to the path '{inTheWay}' is denied.", Assert.Single(host.Error));
    }

    /// <returns>The only line of the host's standard error.</returns>
    static async Task<string> RefuseAsync(OwnRepository repository, string closed)
    {
        var before = File.Exists(closed) ? [] : Directory.EnumerateFileSystemEntries(closed).ToList();
        await using var host = HostProcess.Start(HostRole.Npm, repository.Root, repository.Tools, isUnprivileged: true);
        Assert.Equal(1, await host.WaitForExitAsync());
        Assert.Equal(before, File.Exists(closed) ? [] : Directory.EnumerateFileSystemEntries(closed).ToList());
        Assert.DoesNotContain(host.Output, line => line.StartsWith("   at ", StringComparison.Ordinal));
        return Assert.Single(host.Error);
    }

    static void AssertStateMessage(OwnRepository repository, string message)
    {
        Assert.Matches($"^The state folder {repository.In(".reflow")} must be writable by ('.+'|this account), and is not: Access to the path .* is denied", message);
        Assert.Contains("Give the account write access to it, run from a writable copy of the repository, or name another folder with", message, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was changed.", message, StringComparison.Ordinal);
    }
}
