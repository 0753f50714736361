using ReFlow.Indexer;
using ReFlow.Indexer.Sync;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddIndexerServices();

var app = builder.Build();
app.MapDefaultEndpoints();
var state = app.Services.GetRequiredService<SyncState>();
await app.RunAsync();
return state.ExitCode;
