using ReFlow.Migrator;
using ReFlow.Migrator.Deployment;

var builder = Host.CreateApplicationBuilder(args);
builder.AddServiceDefaults();
if (args is [DeploymentRun.Name, ..])
    builder.AddDeploymentServices();
else
    builder.AddMigratorServices();

using var host = builder.Build();
await host.StartAsync();
var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
var exitCode = await host.Services.GetRequiredService<IMigratorCommand>().RunAsync(stopping);
await host.StopAsync();
return exitCode;
