using System.Text.Json.Serialization;

namespace PortalChat.Realtime.Http;

internal sealed record ErrorBody([property: JsonPropertyName("error")] string Error);

/// <summary>What is wrong with each member, as upstream's validation says it.</summary>
internal sealed record InvalidBody(
    [property: JsonPropertyName("errors")] IReadOnlyDictionary<string, IReadOnlyList<string>> Errors);

[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(InvalidBody))]
internal sealed partial class RealtimeJson : JsonSerializerContext;
