using ReFlow.AppHost;

// The whole graph. A connection string given from outside (ConnectionStrings:reflow, :cache, :chain) replaces the server here.
var builder = DistributedApplication.CreateBuilder(args);
var withDemo = !args.Contains("--no-demo");
bool IsGiven(string name) => builder.Configuration.GetConnectionString(name) is not null;

IResourceBuilder<IResourceWithConnectionString> database = IsGiven(ResourceNames.Database)
    ? builder.AddConnectionString(ResourceNames.Database)
    : builder.AddPostgres(ResourceNames.Postgres, port: 15432).AddDatabase(ResourceNames.Database);

IResourceBuilder<IResourceWithConnectionString> cache = IsGiven(ResourceNames.Cache)
    ? builder.AddConnectionString(ResourceNames.Cache)
    : builder.AddRedis(ResourceNames.Cache, port: 16379);

// The demo builds nine months of past on a fresh chain.
IResourceBuilder<IResourceWithConnectionString> chain = IsGiven(ResourceNames.Chain)
    ? builder.AddConnectionString(ResourceNames.Chain)
    : builder.AddAnvil(ResourceNames.Chain, port: 18545).WithGenesisAge(TimeSpan.FromDays(withDemo ? 270 : 0));

var migrator = builder.AddProject<Projects.ReFlow_Migrator>(ResourceNames.Migrator)
    .WithReference(database).WaitFor(database)
    .WithReference(chain).WaitFor(chain);

builder.AddProject<Projects.ReFlow_Indexer>(ResourceNames.Indexer)
    .WithHttpEndpoint(port: 15301).WithHttpHealthCheck("/health").WithIndexerCommands()
    .WithReference(database).WithReference(cache).WithReference(chain)
    .WaitFor(cache).WaitForCompletion(migrator);

builder.AddProject<Projects.ReFlow_Operator>(ResourceNames.Operator)
    .WithHttpEndpoint(port: 15302).WithHttpHealthCheck("/health")
    .WithReference(database).WithReference(chain)
    .WaitForCompletion(migrator);

var api = builder.AddProject<Projects.ReFlow_Api>(ResourceNames.Api)
    .WithHttpEndpoint(port: 15200).WithHttpHealthCheck("/health")
    .WithReference(database).WithReference(cache).WithReference(chain)
    .WaitFor(cache).WaitForCompletion(migrator);

builder.AddProject<Projects.ReFlow_Web>(ResourceNames.Web)
    .WithHttpEndpoint(port: 15100).WithHttpHealthCheck("/health").WithExternalHttpEndpoints()
    .WithReference(api).WaitFor(api);

var demo = builder.AddProject<Projects.ReFlow_Demo>(ResourceNames.Demo)
    .WithHttpEndpoint(port: 15303).WithHttpHealthCheck("/health")
    .WithReference(chain)
    .WaitForCompletion(migrator);
if (!withDemo)
    demo.WithExplicitStart();

builder.Build().Run();
