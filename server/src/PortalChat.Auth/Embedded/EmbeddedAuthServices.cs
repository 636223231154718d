using Microsoft.Extensions.DependencyInjection;
using PortalChat.Auth.Users;

namespace PortalChat.Auth.Embedded;

internal static class EmbeddedAuthServices
{
    public static void AddEmbeddedAuth(this IServiceCollection services, EmbeddedAuthOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<UserDirectory>();
    }
}
