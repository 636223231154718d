using System.Buffers;
using System.Text;
using System.Text.Json;
using PortalChat.Auth.Callers;

namespace PortalChat.Realtime.Channels;

/// <summary>
/// Whose eyes see a change: a role and those claims that can matter to a policy. Two viewers are equal when every
/// policy must answer them alike, so one answer serves all their sockets.
/// </summary>
internal sealed class Viewer : IEquatable<Viewer>
{
    /// <summary>
    /// Claims about the token rather than about the person: they differ in every session of one person. A policy that
    /// reads one finds it missing here.
    /// </summary>
    private static readonly HashSet<string> PassingClaims =
        new(StringComparer.Ordinal) { "exp", "iat", "nbf", "jti", "session_id", "amr" };

    private readonly int _hash;

    private Viewer(Caller complete, string claims)
    {
        Complete = complete;
        Caller = complete with { Claims = claims, SessionId = null, ExpiresAt = null };
        _hash = HashCode.Combine(complete.Role, claims);
    }

    /// <summary>With every claim of the token.</summary>
    public Caller Complete { get; }

    /// <summary>With the claims that count for changes.</summary>
    public Caller Caller { get; }

    public DateTimeOffset? ExpiresAt => Complete.ExpiresAt;

    public static Viewer Of(Caller caller) => new(caller, Reduce(caller.Claims));

    public bool Equals(Viewer? other) =>
        ReferenceEquals(this, other)
        || (other is not null && _hash == other._hash && Caller.Role == other.Caller.Role
            && Caller.Claims == other.Caller.Claims);

    public override bool Equals(object? obj) => Equals(obj as Viewer);

    public override int GetHashCode() => _hash;

    private static string Reduce(string claims)
    {
        using var document = JsonDocument.Parse(claims);
        var buffer = new ArrayBufferWriter<byte>(claims.Length);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var claim in document.RootElement.EnumerateObject()
                .Where(claim => !PassingClaims.Contains(claim.Name))
                .OrderBy(claim => claim.Name, StringComparer.Ordinal))
            {
                claim.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
