using System.Text.Json;
using PortalChat.Auth.Callers;

namespace PortalChat.Testing;

/// <summary>A user in <c>auth.users</c>, and the caller that his token would make.</summary>
public sealed record TestPerson(Guid Id, string Email, string DisplayName, string? Role, Caller Caller)
{
    internal static TestPerson New(string displayName, string? role)
    {
        var id = Guid.NewGuid();
        var claims = JsonSerializer.Serialize(new
        {
            sub = id,
            role = PostgresRoles.Authenticated,
            aud = "authenticated",
            app_metadata = role is null ? new Dictionary<string, string>() : new() { ["role"] = role },
            user_metadata = new { display_name = displayName },
        });
        var caller = new Caller { Role = PostgresRoles.Authenticated, Subject = id, Claims = claims };
        return new TestPerson(id, $"{id:n}@person.example", displayName, role, caller);
    }
}
