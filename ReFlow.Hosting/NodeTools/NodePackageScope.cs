namespace ReFlow.Hosting.NodeTools;

/// <summary>Which npm packages a run needs.</summary>
public enum NodePackageScope
{
    /// <summary>The servers that the embedded host runs.</summary>
    Runtime,

    /// <summary>The servers, and the compilers, judges and browser that the tests use.</summary>
    All,
}
