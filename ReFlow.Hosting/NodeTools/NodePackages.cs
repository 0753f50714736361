namespace ReFlow.Hosting.NodeTools;

/// <summary>Brings node_modules in line with package-lock.json.</summary>
public static class NodePackages
{
    /// <summary>
    /// Runs npm when the lock file and node_modules differ; otherwise answers at once. Install scripts do not run: what they would
    /// do (PostgreSQL's library links) is done here. Safe to call from several processes at a time.
    /// </summary>
    /// <param name="repositoryRoot">The folder of package.json.</param>
    /// <param name="scope">A tree restored with <see cref="NodePackageScope.All"/> also serves <see cref="NodePackageScope.Runtime"/>.</param>
    /// <param name="progress">Told every few seconds what is going on, while it lasts.</param>
    /// <param name="cancellationToken">Stops npm.</param>
    /// <exception cref="DistributedApplicationException">node or npm missing or too old, offline, a read-only folder, or npm's own reason.</exception>
    public static async Task RestoreAsync(
        string repositoryRoot, NodePackageScope scope, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        await NodeExecutable.RequireAsync(cancellationToken);
        if (!PackageLock.IsSatisfied(repositoryRoot, scope))
        {
            RequireWritable(repositoryRoot, "artifacts");
            await using var held = await LockAsync(repositoryRoot, progress, cancellationToken);
            if (!PackageLock.IsSatisfied(repositoryRoot, scope))
            {
                // Only under the lock: npm empties this folder first.
                RequireWritable(repositoryRoot, "node_modules");
                await RunNpmAsync(repositoryRoot, scope, progress, cancellationToken);
            }
        }

        PostgresLibraryLinks.Create(repositoryRoot);
    }

    static async Task RunNpmAsync(string repositoryRoot, NodePackageScope scope, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        // Where the servers are already there, only what is missing is added: they may be running from this tree. npm ci would
        // empty it first.
        var hasServers = scope == NodePackageScope.All && PackageLock.IsSatisfied(repositoryRoot, NodePackageScope.Runtime);
        string[] arguments = [
            .. hasServers ? ["install", "--no-save", "--include=dev"] : new[] { "ci" },
            .. scope == NodePackageScope.Runtime ? ["--omit=dev"] : Array.Empty<string>(),
            "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=http",
            "--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=4000"];

        if (hasServers)
            PackageLock.DeleteUnrecorded(repositoryRoot);
        else
            PackageLock.DeleteRecord(repositoryRoot);

        var count = PackageLock.CountPackages(repositoryRoot, scope);
        progress?.Report($"Restoring {count} npm packages, because package-lock.json and node_modules differ.");
        var result = await RunAsync(repositoryRoot, arguments, count, progress, cancellationToken);
        if (result.ExitCode == 0)
            return;

        if (!NpmFailure.MayBeCache(result.Combined))
            throw NpmFailure.Explain(result.Combined, repositoryRoot);

        // A damaged or unwritable cache fails in many ways; an empty one of our own tells it apart from everything else.
        var advice = NpmFailure.AdviseOnCache(result.Combined, repositoryRoot);
        progress?.Report("npm failed; trying once more with an empty temporary cache.");
        var cache = Directory.CreateTempSubdirectory("reflow-npm-cache-");
        try
        {
            result = await RunAsync(repositoryRoot, [.. arguments, "--cache", cache.FullName], count, progress, cancellationToken);
            if (result.ExitCode != 0)
                throw NpmFailure.Explain(result.Combined, repositoryRoot);
            progress?.Report($"The npm packages are there. For the next time: {advice}");
        }
        finally
        {
            cache.Delete(recursive: true);
        }
    }

    static async Task<CommandResult> RunAsync(
        string repositoryRoot, string[] arguments, int packageCount, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var npm = new NpmProgress(packageCount, TimeProvider.System);
        using var finished = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reporting = ReportAsync();
        try
        {
            return await Command.RunAsync(NodeExecutable.NpmPath, arguments, repositoryRoot, onLine: npm.Read, cancellationToken: cancellationToken);
        }
        finally
        {
            await finished.CancelAsync();
            await reporting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task ReportAsync()
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(3));
            while (await timer.WaitForNextTickAsync(finished.Token))
                progress?.Report(npm.Describe());
        }
    }

    static void RequireWritable(string repositoryRoot, string folderName)
    {
        try
        {
            var folder = Directory.CreateDirectory(Path.Combine(repositoryRoot, folderName)).FullName;
            using (File.Create(Path.Combine(folder, $".write-probe-{Path.GetRandomFileName()}"), 1, FileOptions.DeleteOnClose))
            {
                // Being able to create it is the answer.
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(repositoryRoot, exception);
        }
    }

    static async Task<FileStream> LockAsync(string repositoryRoot, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        try
        {
            return await FileLock.AcquireAsync(
                Path.Combine(repositoryRoot, "artifacts", "npm-restore.lock"),
                () => progress?.Report("Another process is restoring the npm packages; waiting for it to finish."),
                cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(repositoryRoot, exception);
        }
    }

    static DistributedApplicationException NotWritable(string repositoryRoot, Exception exception) => new(
        $"The npm packages must be restored, but {repositoryRoot} cannot be written ({exception.Message}) "
        + "Run from a writable copy of the repository, or give your account write access to it.",
        exception);
}
