using GraphQL;
using GraphQL.Execution;
using GraphQLParser.AST;

namespace ReFlow.Api;

/// <summary>The protocol graphql-transport-ws on one socket. Source: PROTOCOL.md of graphql-ws.</summary>
sealed class WebSocketSession(
    SocketConnection connection,
    SocketOperations operations,
    OperationRunner runner,
    ServerMessages messages,
    ILogger logger)
{
    int _initialised;

    /// <summary>True once the client has sent <c>connection_init</c>.</summary>
    public bool IsInitialised => Volatile.Read(ref _initialised) != 0;

    /// <summary>Serves the socket until either side ends it.</summary>
    public async Task RunAsync()
    {
        while (await connection.ReceiveAsync() is { } message)
        {
            try
            {
                Handle(ClientMessage.Parse(message));
            }
            catch (InvalidMessageException invalid)
            {
                connection.Close(CloseCodes.InvalidMessage, invalid.Message);
            }
        }
    }

    void Handle(ClientMessage message)
    {
        switch (message)
        {
            case ClientMessage.ConnectionInit when Interlocked.Exchange(ref _initialised, 1) == 0:
                connection.Send(messages.ConnectionAck());
                break;
            case ClientMessage.ConnectionInit:
                connection.Close(CloseCodes.TooManyInitialisationRequests, "Too many initialisation requests");
                break;
            case ClientMessage.Ping ping:
                connection.Send(messages.Pong(ping.Payload));
                break;
            case ClientMessage.Subscribe when !IsInitialised:
                connection.Close(CloseCodes.Unauthorized, "Unauthorized");
                break;
            case ClientMessage.Subscribe subscribe:
                Start(new SocketOperation(subscribe.Id, subscribe.Request));
                break;
            case ClientMessage.Complete complete:
                operations.Cancel(complete.Id);
                break;
        }
    }

    void Start(SocketOperation operation)
    {
        switch (operations.TryAdd(operation))
        {
            case AddResult.Added:
                _ = Task.Run(() => ExecuteAsync(operation));
                break;
            case AddResult.IdInUse:
                connection.Close(CloseCodes.SubscriberAlreadyExists, $"Subscriber for {operation.Id} already exists");
                break;
            case AddResult.TooMany:
                connection.Send(messages.Error(operation.Id, [new ApiError(ErrorCodes.TooManyOperations, "Fewer active operations on this socket were expected: complete one first.")]));
                break;
        }
    }

    async Task ExecuteAsync(SocketOperation operation)
    {
        var cancelled = operation.CancellationToken;
        try
        {
            var result = await runner.RunAsync(operation.Request, static _ => { }, cancelled);
            if (result.Streams?.Values.SingleOrDefault() is { } stream)
                operations.Attach(operation, stream.Subscribe(new EventObserver(operation, operations, messages)));
            else if (result.Executed && result.Operation?.Operation != OperationType.Subscription)
                operations.Finish(operation, messages.Next(operation.Id, result), messages.Complete(operation.Id));
            else
                operations.Finish(operation, messages.Error(operation.Id, result.Errors ?? []));
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            operations.Cancel(operation.Id);
        }
        catch (Exception exception)
        {
            Log.SocketFailed(logger, exception);
            connection.Close(CloseCodes.InternalError, "Internal server error");
        }
    }

    /// <summary>Turns the events of one subscription into messages.</summary>
    sealed class EventObserver(SocketOperation operation, SocketOperations operations, ServerMessages messages) : IObserver<ExecutionResult>
    {
        public void OnNext(ExecutionResult value) => operations.Send(operation, messages.Next(operation.Id, value));

        public void OnError(Exception error) => operations.Finish(operation, messages.Error(operation.Id, [error as ExecutionError ?? new UnhandledError("The stream failed.", error)]));

        public void OnCompleted() => operations.Finish(operation, messages.Complete(operation.Id));
    }
}
