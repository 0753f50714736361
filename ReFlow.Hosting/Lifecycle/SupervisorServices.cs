using ReFlow.Hosting.ApplicationModel;
using ReFlow.Hosting.Eventing;
using ReFlow.Hosting.Processes;

namespace ReFlow.Hosting.Lifecycle;

/// <summary>The parts of the host that a supervisor uses.</summary>
sealed record SupervisorServices(
    ResourceNotificationService Notifications,
    ResourceLoggerService Loggers,
    DistributedApplicationEventing Eventing,
    ResourceWaits Waits,
    ProcessEnvironment Environment,
    TimeProvider Time,
    IServiceProvider Services);
