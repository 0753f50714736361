using ReFlow.Hosting.ApplicationModel;

namespace ReFlow.Hosting;

/// <summary>The connection string of a resource as a variable's value.</summary>
sealed class ConnectionStringReference(IResourceWithConnectionString resource, bool optional) : IExpressionValue
{
    public string ValueExpression => resource.ValueExpression;

    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var value = await resource.GetConnectionStringAsync(cancellationToken);
        return string.IsNullOrEmpty(value) && !optional
            ? throw new DistributedApplicationException($"The connection string of '{resource.Name}' is empty; expected ConnectionStrings:{resource.Name}.")
            : value;
    }
}
