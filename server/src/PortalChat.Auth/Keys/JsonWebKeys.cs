using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace PortalChat.Auth.Keys;

/// <summary>Writes a JWK set: public halves only, member by member, so that no private one can slip in.</summary>
internal static class JsonWebKeys
{
    public static string Write(IEnumerable<JsonWebKey> keys)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("keys");
            foreach (var key in keys)
            {
                json.WriteStartObject();
                json.WriteString("kty", key.Kty);
                json.WriteString("kid", key.Kid);
                json.WriteString("alg", key.Alg);
                json.WriteString("use", "sig");
                json.WriteStartArray("key_ops");
                json.WriteStringValue("verify");
                json.WriteEndArray();
                json.WriteBoolean("ext", true);
                json.WriteString("crv", key.Crv);
                json.WriteString("x", key.X);
                json.WriteString("y", key.Y);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
