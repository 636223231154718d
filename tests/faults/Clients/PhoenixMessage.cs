using System.Text.Json;

namespace PortalChat.Faults.Tests.Clients;

/// <summary>A message of the version 2.0.0 of the protocol.</summary>
internal readonly record struct PhoenixMessage(string? JoinRef, string? Ref, string Topic, string Event, JsonElement Payload)
{
    public static PhoenixMessage Read(ReadOnlyMemory<byte> text)
    {
        var parts = JsonSerializer.Deserialize<JsonElement>(text.Span);
        return new(parts[0].GetString(), parts[1].GetString(), parts[2].GetString()!, parts[3].GetString()!, parts[4]);
    }
}
