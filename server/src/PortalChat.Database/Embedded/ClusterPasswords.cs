using System.Security.Cryptography;
using System.Text.Json;
using PortalChat.Auth.Keys;

namespace PortalChat.Database.Embedded;

/// <summary>
/// The passwords of the embedded Postgres' login roles, made at random for each data folder and kept there, readable
/// by the owner only.
/// </summary>
internal sealed record ClusterPasswords(string SupabaseAdmin, string Postgres, string Authenticator, string AuthAdmin)
{
    public static ClusterPasswords ReadOrMake(string file)
    {
        if (File.Exists(file))
        {
            return JsonSerializer.Deserialize<ClusterPasswords>(File.ReadAllBytes(file))
                ?? throw new StartupException($"{file} does not hold the passwords of the embedded Postgres.");
        }

        var made = new ClusterPasswords(Make(), Make(), Make(), Make());
        OwnerOnlyFile.Write(file, JsonSerializer.SerializeToUtf8Bytes(made));
        return made;
    }

    private static string Make() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
}
