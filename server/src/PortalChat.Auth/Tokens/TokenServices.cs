using Microsoft.Extensions.DependencyInjection;
using PortalChat.Auth.Callers;

namespace PortalChat.Auth.Tokens;

internal static class TokenServices
{
    public static void AddTokens(this IServiceCollection services, AuthOptions options)
    {
        if (options.Keys is { } keys)
        {
            services.AddSingleton(keys);
            services.AddSingleton<IVerificationKeys>(new OwnKeys(keys));
            services.AddHostedService<OwnKeysRefresher>();
        }

        if (options.External is { } external)
        {
            services.AddSingleton(external);
            services.AddSingleton<RemoteKeys>();
            services.AddSingleton<IVerificationKeys>(provider => provider.GetRequiredService<RemoteKeys>());
            services.AddHostedService<RemoteKeysRefresher>();
            if (external.JwtSecret is { } secret)
            {
                services.AddSingleton<IVerificationKeys>(new LegacySecret(secret));
            }
        }

        services.AddSingleton(new VerifiedTokens(options.VerifiedTokens));
        services.AddSingleton<ITokenVerifier, TokenVerifier>();
    }
}
