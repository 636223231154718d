using System.Text.Json.Nodes;
using PortalChat.Auth.Users;

namespace PortalChat.Host.Demo;

/// <summary>The people of the tour in the README. Only ever on an embedded database that this start has made.</summary>
internal static class DemoPeople
{
    public const string Password = "portalchat-demo";

    public static IReadOnlyList<DemoPerson> Players { get; } =
    [
        new("alice@player.example", "Alice", Role: null),
        new("bruno@player.example", "Bruno", Role: null),
        new("chen@player.example", "Chen", Role: null),
    ];

    public static IReadOnlyList<DemoPerson> Staff { get; } =
    [
        new("grace@staff.example", "Grace", "gre"),
        new("hugo@staff.example", "Hugo", "gre"),
        new("lena@staff.example", "Lena", "gre_lead"),
    ];

    public static async Task SeedAsync(UserDirectory users, CancellationToken cancellationToken)
    {
        foreach (var person in Players.Concat(Staff))
        {
            await users.CreateAsync(
                person.Email,
                Password,
                new JsonObject { ["display_name"] = person.Name },
                person.Role is null ? null : new JsonObject { ["role"] = person.Role },
                cancellationToken);
        }
    }
}

internal sealed record DemoPerson(string Email, string Name, string? Role);
