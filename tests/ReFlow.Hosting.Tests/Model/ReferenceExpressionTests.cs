using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.Testing;

namespace ReFlow.Hosting.Tests.Model;

public sealed class ReferenceExpressionTests
{
    [Fact]
    public async Task Expression_formats_values_and_names_them_for_a_manifest()
    {
        using var builder = DistributedApplicationTestingBuilder.Create();
        var password = builder.AddParameter("password", "a;b{c}", secret: true);
        var expression = ReferenceExpression.Create($"Host=db;{{x}};Password={password};Escaped={password:uri}");

        Assert.Equal("Host=db;{{x}};Password={0};Escaped={1}", expression.Format);
        Assert.Equal("Host=db;{x};Password={password.value};Escaped={password.value}", expression.ValueExpression);
        Assert.Equal("Host=db;{x};Password=a;b{c};Escaped=a%3Bb%7Bc%7D", await expression.GetValueAsync(TestGraph.Token));
    }

    [Fact]
    public async Task Builder_joins_pieces_and_expressions()
    {
        using var builder = DistributedApplicationTestingBuilder.Create();
        var inner = ReferenceExpression.Create($"{builder.AddParameter("user", "ann")}");
        var pieces = new ReferenceExpressionBuilder();
        Assert.True(pieces.IsEmpty);
        pieces.AppendLiteral("User=");
        pieces.Append($"{inner};");
        pieces.AppendFormatted("Ssl=false");

        Assert.Equal("User=ann;Ssl=false", await pieces.Build().GetValueAsync(TestGraph.Token));
    }

    [Fact]
    public async Task Endpoint_property_waits_for_the_address()
    {
        using var builder = DistributedApplicationTestingBuilder.Create();
        var web = builder.AddWebServer("web");
        var url = ReferenceExpression.Create($"{web.GetEndpoint("http")}/graphql").GetValueAsync(TestGraph.Token);
        Assert.False(url.IsCompleted);
        Assert.Throws<InvalidOperationException>(() => web.GetEndpoint("http").Port);

        await using var app = await builder.BuildAsync(TestGraph.Token);
        await app.StartAsync(TestGraph.Token);
        Assert.Equal($"http://localhost:{app.GetEndpoint("web").Port}/graphql", await url);
        Assert.Equal("{web.bindings.http.hostAndPort}", web.GetEndpoint("http").Property(EndpointProperty.HostAndPort).ValueExpression);
    }

    [Fact]
    public void Endpoint_that_does_not_exist_is_named_with_those_that_do()
    {
        using var builder = DistributedApplicationTestingBuilder.Create();
        var error = Assert.Throws<InvalidOperationException>(() => builder.AddWebServer("web").GetEndpoint("grpc").EndpointAnnotation);
        Assert.Equal("The resource 'web' has no endpoint 'grpc'; it has: http.", error.Message);
    }
}
