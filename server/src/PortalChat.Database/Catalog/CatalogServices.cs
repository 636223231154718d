using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace PortalChat.Database.Catalog;

public static class CatalogServices
{
    /// <summary>Registers <see cref="CatalogCache"/> and what keeps it fresh. Calling it twice registers it once.</summary>
    /// <param name="dataSource">A login that may connect; one connection of it is kept for listening.</param>
    public static IServiceCollection AddPortalChatCatalog(
        this IServiceCollection services, Func<IServiceProvider, NpgsqlDataSource> dataSource)
    {
        if (services.Any(service => service.ServiceType == typeof(CatalogCache)))
            return services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new CatalogCache(dataSource(provider)));
        services.AddSingleton<IHostedService>(provider => new CatalogListener(
            dataSource(provider),
            provider.GetRequiredService<CatalogCache>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<CatalogListener>>()));
        return services;
    }
}
