using ReFlow.Demo;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();

builder.AddDemoServices();

var app = builder.Build();
app.MapDefaultEndpoints();
await app.RunAsync();
