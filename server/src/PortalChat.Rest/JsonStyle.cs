using System.Text.Encodings.Web;
using System.Text.Json;

namespace PortalChat.Rest;

/// <summary>How JSON is written that is not Postgres's own.</summary>
internal static class JsonStyle
{
    /// <summary>Leaves quotes and letters readable: the body is served as JSON, never inside HTML.</summary>
    public static JsonWriterOptions Readable { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
