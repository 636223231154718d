using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PortalChat.Auth.Callers;
using PortalChat.Realtime.Changes;
using PortalChat.Realtime.Channels;
using PortalChat.Realtime.Cluster;
using PortalChat.Realtime.Connections;
using PortalChat.Realtime.Http;
using PortalChat.Realtime.Sockets;
using PortalChat.Realtime.Topics;
using PortalChat.Realtime.Visibility;
using PortalChat.Realtime.Wal;

namespace PortalChat.Realtime;

/// <summary>Supabase Realtime's dialect at <c>/realtime/v1</c>.</summary>
public static class RealtimeServices
{
    /// <summary>
    /// Needs <c>ICallerResolver</c> and <see cref="RealtimeSessions"/> from the services; gives <see cref="IRealtimeHealth"/>.
    /// </summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option cannot work.</exception>
    public static IServiceCollection AddPortalChatRealtime(this IServiceCollection services, RealtimeOptions options)
    {
        options.Validate();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<EndedSessions>();
        services.AddSingleton(options);

        // The database's side.
        services.AddSingleton<CatalogConnection>();
        services.AddSingleton<TableCatalog>();
        services.AddSingleton<WalStatus>();
        services.AddSingleton<WalSource>();
        services.AddSingleton<WalDelay>();
        services.AddSingleton<RelationReader>();
        services.AddHostedService<WalReader>();

        // From a change to those who may see it.
        services.AddSingleton<ChangeSubscriptions>();
        services.AddSingleton<BindingResolver>();
        services.AddSingleton<UntouchedValues>();
        services.AddSingleton<PolicyCatalog>();
        services.AddSingleton<PatientQuestions>();
        services.AddSingleton<RowQuestions>();
        services.AddSingleton<ValueQuestions>();
        services.AddSingleton<RowVisibility>();
        services.AddSingleton<ChangeDispatcher>();

        // The other servers.
        services.AddSingleton<ClusterMetrics>();
        services.AddSingleton<ClusterStatus>();
        services.AddSingleton<ClusterOutbox>();
        services.AddSingleton<ITopicEcho>(provider => provider.GetRequiredService<ClusterOutbox>());
        services.AddSingleton<Peers>();
        services.AddHostedService<ClusterLink>();

        // The clients' side.
        services.AddSingleton<TopicHub>();
        services.AddSingleton<TopicAuthorization>();
        services.AddSingleton<TopicReplay>();
        services.AddSingleton<ChannelServices>();
        services.AddSingleton<SocketRegistry>();
        services.AddSingleton<SocketEndpoint>();
        services.AddSingleton<BroadcastEndpoints>();
        services.AddHostedService<SocketSweep>();
        services.AddSingleton<OpenConnections>();
        services.AddSingleton<IConnectionListenerFactory, TcpTransport>();
        services.AddSingleton<IRealtimeHealth, RealtimeHealth>();
        services.AddMetrics();
        services.AddSingleton<RealtimeMetrics>();
        return services;
    }

    public static IEndpointRouteBuilder MapRealtime(this IEndpointRouteBuilder endpoints)
    {
        var socket = endpoints.ServiceProvider.GetRequiredService<SocketEndpoint>();
        var upgrade = endpoints.CreateApplicationBuilder()
            .UseWebSockets();
        upgrade.Run(socket.HandleAsync);
        var upgraded = upgrade.Build();
        endpoints.MapGet("/realtime/v1/websocket", upgraded);

        // HTTP/2 asks for a WebSocket by CONNECT.
        endpoints.MapMethods("/realtime/v1/websocket", [HttpMethods.Connect], upgraded);

        var broadcast = endpoints.ServiceProvider.GetRequiredService<BroadcastEndpoints>();
        endpoints.MapPost("/realtime/v1/api/broadcast", broadcast.BatchAsync);
        endpoints.MapPost("/realtime/v1/api/broadcast/{topic}/events/{event}", broadcast.SingleAsync);
        return endpoints;
    }
}
