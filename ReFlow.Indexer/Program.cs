using ReFlow.Indexer;
using ReFlow.Indexer.Commands;
using ReFlow.Indexer.Sync;

if (CommandLine.FindName(args) is { } name)
    return await IndexerCommandHost.RunAsync(name, args[1..]);

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddIndexerServices();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapIndexerCommands();
var state = app.Services.GetRequiredService<SyncState>();
await app.RunAsync();
return state.ExitCode;
