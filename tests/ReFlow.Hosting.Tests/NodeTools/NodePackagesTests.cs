using ReFlow.Hosting.NodeTools;
using ReFlow.Hosting.State;

namespace ReFlow.Hosting.Tests.NodeTools;

/// <summary>npm itself is a script here: these tests show what its failures turn into.</summary>
public sealed class NodePackagesTests : IDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("reflow-npm-").FullName;
    readonly string _path = Environment.GetEnvironmentVariable("PATH")!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public NodePackagesTests()
    {
        File.WriteAllText(Path.Combine(_root, "package.json"), """{ "dependencies": { "a": "1.0.0" }, "devDependencies": { "b": "2.0.0" } }""");
        File.WriteAllText(Path.Combine(_root, "package-lock.json"), """
            { "packages": {
              "": { "dependencies": { "a": "1.0.0" }, "devDependencies": { "b": "2.0.0" } },
              "node_modules/a": { "version": "1.0.0", "integrity": "sha512-a" },
              "node_modules/b": { "version": "2.0.0", "integrity": "sha512-b", "dev": true },
              "node_modules/c": { "version": "3.0.0", "optional": true, "os": ["plan9"] } } }
            """);
    }

    [Fact]
    public async Task Tree_that_matches_the_lock_file_is_left_alone()
    {
        Install("a", "b");
        await RestoreWithNpmAsync("exit 1", NodePackageScope.All);
    }

    [Fact]
    public async Task Tree_restored_with_all_packages_satisfies_the_runtime_scope()
    {
        Install("a", "b");
        await RestoreWithNpmAsync("exit 1", NodePackageScope.Runtime);
    }

    [Fact]
    public async Task Package_whose_integrity_nobody_recorded_counts_as_restored()
    {
        Install("a", "b");
        foreach (var file in (string[])["package-lock.json", Path.Combine("node_modules", ".package-lock.json")])
        {
            var path = Path.Combine(_root, file);
            var text = await File.ReadAllTextAsync(path, Cancellation);
            await File.WriteAllTextAsync(path, text.Replace(", \"integrity\": \"sha512-a\"", "", StringComparison.Ordinal), Cancellation);
        }

        await RestoreWithNpmAsync("exit 1", NodePackageScope.All);
    }

    [Fact]
    public async Task Changed_package_json_runs_npm()
    {
        Install("a", "b");
        File.WriteAllText(Path.Combine(_root, "package.json"), """{ "dependencies": { "a": "1.0.1" } }""");
        await RestoreWithNpmAsync("""echo "$1" > ran""", NodePackageScope.All);
        Assert.Equal("ci", File.ReadAllText(Path.Combine(_root, "ran")).Trim());
    }

    [Fact]
    public async Task Runtime_tree_is_widened_in_place_so_that_running_servers_keep_their_files()
    {
        Install("a");
        await RestoreWithNpmAsync("""echo "$1" > ran""", NodePackageScope.All);
        Assert.Equal("install", File.ReadAllText(Path.Combine(_root, "ran")).Trim());
    }

    [Fact]
    public async Task Half_a_package_left_by_a_killed_npm_is_not_taken_for_a_whole_one()
    {
        Install("a");
        Directory.CreateDirectory(Path.Combine(_root, "node_modules", "b"));
        await File.WriteAllTextAsync(Path.Combine(_root, "node_modules", "b", "package.json"), "{}", Cancellation);
        await RestoreWithNpmAsync("""echo "$1" > ran; ls node_modules > seen""", NodePackageScope.All);
        Assert.Equal("install", File.ReadAllText(Path.Combine(_root, "ran")).Trim());
        Assert.Equal(["a"], await File.ReadAllLinesAsync(Path.Combine(_root, "seen"), Cancellation));
    }

    [Fact]
    public async Task Npm_that_was_killed_while_it_emptied_the_tree_is_run_again()
    {
        Install("a", "b");
        File.Delete(Path.Combine(_root, "node_modules", "a", "package.json"));
        // It fails where a kill would end it: the record lists both packages, and their folders are going.
        const string Npm = """
            [ -e killed ] && { echo "$1" > ran; exit 0; }
            touch killed; echo {} > node_modules/a/package.json; echo "npm error code EUSAGE" >&2; exit 1
            """;
        await Assert.ThrowsAsync<DistributedApplicationException>(() => RestoreWithNpmAsync(Npm));
        await RestoreWithNpmAsync(Npm);
        Assert.Equal("ci", File.ReadAllText(Path.Combine(_root, "ran")).Trim());
    }

    [Fact]
    public async Task Record_that_npm_was_killed_while_writing_counts_for_none()
    {
        Install("a", "b");
        await File.WriteAllTextAsync(Path.Combine(_root, "node_modules", ".package-lock.json"), """{ "packages": { "node_mo""", Cancellation);
        await RestoreWithNpmAsync("""echo "$1" > ran""", NodePackageScope.All);
        Assert.Equal("ci", File.ReadAllText(Path.Combine(_root, "ran")).Trim());
    }

    [Fact]
    public async Task Broken_cache_is_retried_once_with_an_empty_one()
    {
        var messages = await RestoreWithNpmAsync("""
            case "$*" in *--cache*) exit 0;; esac
            echo "npm error code EINTEGRITY" >&2; echo "npm error sha512-x integrity checksum failed" >&2; exit 1
            """);
        Assert.Contains(messages, message => message.Contains("npm's own cache is damaged: `npm cache clean --force`", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Path_in_the_repository_is_not_taken_for_the_cache()
    {
        var messages = await RestoreWithNpmAsync($"""
            case "$*" in *--cache*) exit 0;; esac
            echo "npm error code EACCES" >&2; echo "npm error path {_root}/node_modules/a" >&2; exit 1
            """);
        Assert.DoesNotContain(messages, message => message.Contains("npm cannot write its own cache", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("EACCES", "/home/other/.npm/_cacache/tmp")] // another account's home
    [InlineData("EACCES", "/nonexistent")] // an account without a home
    [InlineData("EROFS", "/home/x/.npm/_cacache/tmp")]
    [InlineData("ENOTDIR", "/home/x/file/_cacache/tmp")] // npm_config_cache names a file
    public async Task Cache_that_cannot_be_written_is_named_with_what_to_do(string code, string path)
    {
        var messages = await RestoreWithNpmAsync($"""
            case "$*" in *--cache*) exit 0;; esac
            echo "npm error code {code}" >&2; echo "npm error syscall mkdir" >&2; echo "npm error path {path}" >&2; exit 1
            """);
        Assert.Contains($"npm cannot write its own cache ({code}, {path}). Give your account write access to the folder", messages[^1], StringComparison.Ordinal);
        Assert.Contains("or name another one in the variable npm_config_cache", messages[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_with_an_empty_cache_too_says_what_npm_said()
    {
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => RestoreWithNpmAsync("""
            echo "npm error code EINTEGRITY" >&2; echo "npm error sha512-x integrity checksum failed" >&2; exit 1
            """));
        Assert.Contains("npm gave up, also with an empty cache", error.Message, StringComparison.Ordinal);
        Assert.Contains("npm error sha512-x integrity checksum failed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offline_machine_is_told_so_without_a_second_attempt()
    {
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => RestoreWithNpmAsync("""
            echo x >> attempts; echo "npm error code ENOTFOUND" >&2; exit 1
            """));
        Assert.Contains("the npm registry cannot be reached", error.Message, StringComparison.Ordinal);
        Assert.Single(File.ReadAllLines(Path.Combine(_root, "attempts")));
    }

    [Fact]
    public async Task Lock_file_out_of_step_says_which_command_to_run()
    {
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => RestoreWithNpmAsync("echo 'npm error code EUSAGE' >&2; exit 1"));
        Assert.Contains("package.json and package-lock.json do not match. Run `npm install`", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_that_cannot_be_written_is_named()
    {
        // A file where the folder belongs refuses everybody, root included.
        await File.WriteAllTextAsync(Path.Combine(_root, "node_modules"), "", Cancellation);
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => RestoreWithNpmAsync("exit 0"));
        Assert.Contains($"{_root} cannot be written", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_node_is_refused_with_its_version()
    {
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => RestoreAsync("echo v18.19.0", "exit 1"));
        Assert.Matches(@"Node\.js 18\.19\.0 at .*node is too old\. Install Node\.js 20 or newer", error.Message);
    }

    [Fact]
    public void Missing_node_says_what_to_install() => WithPath(_root, () =>
    {
        var error = Assert.Throws<DistributedApplicationException>(() => NodeExecutable.Path);
        Assert.Contains("`node` is not on the PATH. Install Node.js 20 or newer", error.Message, StringComparison.Ordinal);
    });

    [Fact]
    public async Task Parallel_restores_run_npm_once()
    {
        const string Npm = """
            echo x >> runs; sleep 0.5
            mkdir -p node_modules/a node_modules/b; echo {} > node_modules/a/package.json; echo {} > node_modules/b/package.json
            cp package-lock.json node_modules/.package-lock.json
            """;
        await WriteToolsAsync("echo v20.0.0", Npm);
        await Task.WhenAll(RestoreWithNpmAsync(Npm), RestoreWithNpmAsync(Npm), RestoreWithNpmAsync(Npm));
        Assert.Single(File.ReadAllLines(Path.Combine(_root, "runs")));
    }

    [Fact]
    public async Task Repository_has_every_tool_for_this_platform()
    {
        var root = RepositoryRoot.Find();
        await NodePackages.RestoreAsync(root, NodePackageScope.All, cancellationToken: Cancellation);
        Assert.All(["anvil", "forge", "cast", "postgres", "initdb", "solc"], tool => Assert.True(File.Exists(NodeTool.Locate(root, tool))));
    }

    [Fact]
    public void Missing_tool_says_how_to_restore_it()
    {
        var error = Assert.Throws<DistributedApplicationException>(() => NodeTool.Locate(_root, "anvil"));
        Assert.Contains("Run `npm ci --ignore-scripts`", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    void Install(params string[] names)
    {
        foreach (var name in names)
        {
            Directory.CreateDirectory(Path.Combine(_root, "node_modules", name));
            File.WriteAllText(Path.Combine(_root, "node_modules", name, "package.json"), "{}");
        }

        var versions = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "1.0.0", ["b"] = "2.0.0" };
        var packages = names.Select(name => $$"""
            "node_modules/{{name}}": { "version": "{{versions[name]}}", "integrity": "sha512-{{name}}" }
            """);
        File.WriteAllText(Path.Combine(_root, "node_modules", ".package-lock.json"), $$"""{ "packages": { {{string.Join(",", packages)}} } }""");
    }

    Task<List<string>> RestoreWithNpmAsync(string npm, NodePackageScope scope = NodePackageScope.All) =>
        RestoreAsync("echo v20.0.0", npm, scope);

    async Task<List<string>> RestoreAsync(string node, string npm, NodePackageScope scope = NodePackageScope.All)
    {
        var tools = await WriteToolsAsync(node, npm);
        var messages = new List<string>();
        using (NodeExecutable.UsePath(tools + Path.PathSeparator + _path))
            await NodePackages.RestoreAsync(_root, scope, new Messages(messages), Cancellation);
        return messages;
    }

    async Task<string> WriteToolsAsync(string node, string npm)
    {
        var tools = Directory.CreateDirectory(Path.Combine(_root, "tools")).FullName;
        // Only its version is made up: the guardian runs on it as well.
        await Script.WriteAsync(Path.Combine(tools, "node"), $"""if [ "$1" = --version ]; then {node}; else exec '{Command.Find("node")}' "$@"; fi""");
        await Script.WriteAsync(Path.Combine(tools, "npm"), npm);
        return tools;
    }

    static void WithPath(string path, Action action)
    {
        using (NodeExecutable.UsePath(path))
            action();
    }

    sealed class Messages(List<string> messages) : IProgress<string>
    {
        public void Report(string value)
        {
            lock (messages)
                messages.Add(value);
        }
    }
}
