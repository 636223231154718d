using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
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

    private static readonly Viewer Anonymous = new(Caller.Anonymous);

    /// <summary>Of the claims that count, which are long and needed seldom, where there are many viewers.</summary>
    private readonly ClaimsDigest _claims;

    private Viewer(Caller complete)
    {
        Complete = complete;
        _claims = ClaimsDigest.Of(Reduce(complete.Claims));
    }

    /// <summary>With every claim of the token.</summary>
    public Caller Complete { get; }

    public string Role => Complete.Role;

    public DateTimeOffset? ExpiresAt => Complete.ExpiresAt;

    /// <summary>Most sockets are opened with the public key, and share what they see until they bring a token.</summary>
    public static Viewer Of(Caller caller) => ReferenceEquals(caller, Caller.Anonymous) ? Anonymous : new(caller);

    /// <summary>With the claims that count for changes; made anew each time.</summary>
    public Caller ToCaller() => Complete with
    {
        Claims = Encoding.UTF8.GetString(Reduce(Complete.Claims)),
        SessionId = null,
        ExpiresAt = null,
    };

    public bool Equals(Viewer? other) =>
        ReferenceEquals(this, other)
        || (other is not null && _claims == other._claims && Role == other.Role);

    public override bool Equals(object? obj) => Equals(obj as Viewer);

    public override int GetHashCode() => _claims.GetHashCode();

    private static ReadOnlySpan<byte> Reduce(string claims)
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

        return buffer.WrittenSpan;
    }

    /// <summary>A SHA-256: what differs in the claims differs here.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct ClaimsDigest(ulong A, ulong B, ulong C, ulong D)
    {
        public static ClaimsDigest Of(ReadOnlySpan<byte> claims) =>
            MemoryMarshal.Read<ClaimsDigest>(SHA256.HashData(claims));

        /// <summary>It is evenly spread already.</summary>
        public override int GetHashCode() => (int)A;
    }
}
