using System.Text;
using PortalChat.Auth.Keys;

namespace PortalChat.Host.Startup;

/// <summary>
/// <c>portalchat.env</c>: what a Supabase client or psql needs to talk to this server. Readable by its owner only, as
/// it holds the service role's key.
/// </summary>
internal static class EnvFile
{
    public const string Name = "portalchat.env";

    public static string Write(string dataFolder, Uri address, ApiKeys keys, string databaseUrl)
    {
        var path = Path.Combine(dataFolder, Name);
        var lines =
            $"""
            SUPABASE_URL={address.GetLeftPart(UriPartial.Authority)}
            SUPABASE_ANON_KEY={keys.Anon}
            SUPABASE_SERVICE_ROLE_KEY={keys.ServiceRole}
            DATABASE_URL={databaseUrl}

            """;
        OwnerOnlyFile.Write(path, Encoding.UTF8.GetBytes(lines));
        return path;
    }
}
