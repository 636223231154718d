using System.Text;
using System.Text.Json;
using PortalChat.Auth.Embedded.Errors;

namespace PortalChat.Auth.Embedded.Users;

/// <summary>Checks metadata that clients send.</summary>
internal static class Metadata
{
    /// <summary>The object as JSON text; null where none was sent.</summary>
    public static AuthError? Read(JsonElement? sent, string name, EmbeddedAuthOptions options, out string? json)
    {
        json = null;
        if (sent is not { } element || element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return null;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return AuthErrors.Validation($"{name} must be an object");
        }

        json = element.GetRawText();
        return Encoding.UTF8.GetByteCount(json) > options.MaxMetadataBytes
            ? AuthErrors.Validation($"{name} cannot be larger than {options.MaxMetadataBytes} bytes")
            : null;
    }
}
