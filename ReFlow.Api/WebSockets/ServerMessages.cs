using System.Text;
using System.Text.Json;
using GraphQL;
using GraphQL.Transport;

namespace ReFlow.Api;

/// <summary>What the server sends, as UTF-8.</summary>
sealed class ServerMessages(IGraphQLTextSerializer serializer)
{
    public byte[] ConnectionAck() => Encode(new OperationMessage { Type = "connection_ack" });

    public byte[] Pong(JsonElement? payload) => Encode(new OperationMessage { Type = "pong", Payload = payload });

    public byte[] Next(string id, ExecutionResult result) => Encode(new OperationMessage { Id = id, Type = "next", Payload = result });

    public byte[] Error(string id, IEnumerable<ExecutionError> errors) =>
        Encode(new OperationMessage { Id = id, Type = "error", Payload = errors.ToArray() });

    public byte[] Complete(string id) => Encode(new OperationMessage { Id = id, Type = "complete" });

    byte[] Encode(OperationMessage message) => Encoding.UTF8.GetBytes(serializer.Serialize(message));
}
