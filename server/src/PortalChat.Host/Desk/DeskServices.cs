using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace PortalChat.Host.Desk;

/// <summary>What only makes sense where there are chats; Rest and Realtime know of none.</summary>
internal static class DeskServices
{
    /// <summary>As often as Prometheus usually looks.</summary>
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(15);

    /// <param name="services">The server's.</param>
    /// <param name="settings">The configuration's section <c>Desk</c>.</param>
    /// <param name="owner">Sees all chats, as no caller does; only counts and times leave.</param>
    public static void AddDesk(this IServiceCollection services, IConfigurationSection settings, NpgsqlDataSource owner)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DeskMetrics>();
        var interval = settings.GetValue("Interval", DefaultInterval);
        services.AddHostedService(provider => new DeskWatch(
            new DeskQuestion(owner),
            provider.GetRequiredService<DeskMetrics>(),
            interval,
            provider.GetRequiredService<TimeProvider>()));
    }
}
