using ReFlow.Indexer;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddIndexerServices();

var app = builder.Build();
app.MapDefaultEndpoints();
await app.RunAsync();
