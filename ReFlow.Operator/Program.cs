using ReFlow.Operator;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();

builder.AddOperatorServices();

var app = builder.Build();
app.MapDefaultEndpoints();
await app.RunAsync();
