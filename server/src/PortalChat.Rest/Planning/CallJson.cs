using System.Text.Json;
using System.Text.Json.Serialization;

namespace PortalChat.Rest.Planning;

[JsonSerializable(typeof(JsonElement))]
internal sealed partial class CallJson : JsonSerializerContext;
