using PortalChat.Auth.Keys;

namespace PortalChat.Host.Tests.Contract.Support;

/// <summary>The API keys as a client gets them: from <c>portalchat.env</c>.</summary>
internal static class EnvKeys
{
    public static ApiKeys Read(string file)
    {
        var values = File.ReadAllLines(file)
            .Select(line => line.Split('=', 2))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        return new ApiKeys(values["SUPABASE_ANON_KEY"], values["SUPABASE_SERVICE_ROLE_KEY"]);
    }
}
