namespace ReFlow.Hosting.State;

/// <summary>Finds the folder that holds package.json and ReFlow.sln.</summary>
public static class RepositoryRoot
{
    /// <summary>Walks up from a folder inside the repository; by default from the running program's.</summary>
    /// <exception cref="DistributedApplicationException">No parent folder is the repository's root.</exception>
    public static string Find(string? startFolder = null)
    {
        var start = startFolder ?? AppContext.BaseDirectory;
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ReFlow.sln")) && File.Exists(Path.Combine(folder.FullName, "package.json")))
                return folder.FullName;
        }

        throw new DistributedApplicationException($"No folder above {start} holds ReFlow.sln and package.json; run ReFlow from its repository.");
    }
}
