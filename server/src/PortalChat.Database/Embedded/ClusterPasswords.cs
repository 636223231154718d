using System.Security.Cryptography;
using System.Text.Json;

namespace PortalChat.Database.Embedded;

/// <summary>
/// The passwords of the embedded Postgres' login roles, made at random for each data folder and kept there, readable
/// by the owner only.
/// </summary>
internal sealed record ClusterPasswords(string SupabaseAdmin, string Postgres, string Authenticator, string AuthAdmin)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static ClusterPasswords ReadOrMake(string file)
    {
        if (File.Exists(file))
        {
            return JsonSerializer.Deserialize<ClusterPasswords>(File.ReadAllBytes(file))
                ?? throw new StartupException($"{file} does not hold the passwords of the embedded Postgres.");
        }

        var made = new ClusterPasswords(Make(), Make(), Make(), Make());
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var stream = new FileStream(file, options);
        JsonSerializer.Serialize(stream, made);
        return made;
    }

    private static string Make() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
}
