using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PortalChat.Rest.Endpoints;
using PortalChat.Rest.Exposure;
using PortalChat.Rest.Options;
using PortalChat.Rest.Responses;

namespace PortalChat.Rest;

/// <summary>The REST dialect: <c>/rest/v1</c>.</summary>
public static class RestServices
{
    /// <summary>
    /// Needs <c>CallerSessions</c>, <c>ICallerResolver</c> and <c>AddPortalChatCatalog</c> beside it. The options are
    /// checked at start.
    /// </summary>
    public static IServiceCollection AddPortalChatRest(this IServiceCollection services, Action<RestOptions> configure)
    {
        services.AddOptions<RestOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RestOptions>, RestOptionsCheck>();
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<RestOptions>>().Value);
        services.AddSingleton<ExposedCatalogCache>();
        services.AddSingleton<StatementRunner>();
        services.AddSingleton<RequestOpener>();
        services.AddSingleton<TableEndpoint>();
        services.AddSingleton<FunctionEndpoint>();
        services.AddSingleton<OpenApiEndpoint>();
        services.AddSingleton<RestEndpoint>();
        return services;
    }

    /// <summary>Maps everything below <c>/rest/v1</c>.</summary>
    public static IEndpointConventionBuilder MapRest(this IEndpointRouteBuilder endpoints)
    {
        var endpoint = endpoints.ServiceProvider.GetRequiredService<RestEndpoint>();
        return endpoints.Map(
            "/rest/v1/{**path}",
            (HttpContext http) => endpoint.HandleAsync(http, http.GetRouteValue("path") as string ?? ""));
    }

    private sealed class RestOptionsCheck : IValidateOptions<RestOptions>
    {
        public ValidateOptionsResult Validate(string? name, RestOptions options) =>
            options.Check() is { } wrong ? ValidateOptionsResult.Fail(wrong) : ValidateOptionsResult.Success;
    }
}
