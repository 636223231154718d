using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PortalChat.Auth.Callers;
using PortalChat.Auth.Embedded;
using PortalChat.Auth.Forwarding;
using PortalChat.Auth.Tokens;

namespace PortalChat.Auth;

public static class AuthServices
{
    /// <summary>
    /// <see cref="ITokenVerifier"/> and <see cref="ICallerResolver"/>, and what <see cref="MapEmbeddedAuth"/> or
    /// <see cref="MapForwardedAuth"/> needs.
    /// </summary>
    /// <exception cref="OptionsValidationException">An option has no usable value.</exception>
    public static IServiceCollection AddPortalChatAuth(this IServiceCollection services, AuthOptions options)
    {
        options.Validate();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddTokens(options);
        services.AddSingleton(new KnownApiKeys(options.Keys?.ApiKeys, options.External?.ApiKeys));
        services.AddSingleton<EndedSessions>();
        services.AddSingleton<CallerResolver>();
        services.AddSingleton<ICallerResolver>(provider => provider.GetRequiredService<CallerResolver>());
        if (options.Embedded is { } embedded)
        {
            services.AddEmbeddedAuth(embedded);
        }

        if (options.External is not null)
        {
            services.AddHttpForwarder();
        }

        return services;
    }

    /// <summary>Answers <c>/auth/v1</c> from our own database. Needs <see cref="AuthOptions.Embedded"/>.</summary>
    public static IEndpointRouteBuilder MapEmbeddedAuth(this IEndpointRouteBuilder endpoints)
    {
        EmbeddedAuthEndpoints.Map(endpoints);
        return endpoints;
    }

    /// <summary>Forwards <c>/auth/v1</c> to the Supabase project. Needs <see cref="AuthOptions.External"/>.</summary>
    public static IEndpointRouteBuilder MapForwardedAuth(this IEndpointRouteBuilder endpoints)
    {
        ForwardedAuth.Map(endpoints);
        return endpoints;
    }
}
