using System.Text.Json;
using PortalChat.Auth.Callers;
using PortalChat.Realtime.Protocol;

namespace PortalChat.Realtime.Channels;

/// <summary>Whose channel it is: at the join, and again with each new token.</summary>
internal static class ChannelToken
{
    /// <summary>
    /// Makes the channel see with the token's eyes; an absent one, or an API key in its place, leaves the socket's.
    /// The reason where the token does not do.
    /// </summary>
    public static async ValueTask<string?> ResolveAsync(
        Channel channel,
        string? token,
        ChannelServices services,
        CancellationToken cancellationToken)
    {
        if (!IsNoToken(token))
        {
            var resolution = await services.Callers.ResolveAsync(token!, cancellationToken);
            if (resolution is not CallerResolution.Known known)
            {
                return TokenRefusal.Reason(resolution);
            }

            channel.Viewer = channel.Socket.ViewerOf(known.Caller);
        }

        // The verifier allows for clocks that differ; a channel lives to the second.
        var now = services.Time.GetUtcNow();
        return channel.Viewer.ExpiresAt is { } expiry && expiry <= now
            ? $"InvalidJWTToken: {TokenRefusal.Expired(expiry, now)}"
            : null;
    }

    /// <summary>
    /// Takes a fresh token. Nothing is answered where it does; a private topic's policies are asked again, and the
    /// change bindings see with the new eyes from then on.
    /// </summary>
    public static async Task RefreshAsync(
        Channel channel, InFrame frame, ChannelServices services, CancellationToken ended)
    {
        var token = Read(frame.Payload);
        if (IsNoToken(token))
        {
            return;
        }

        var resolution = await services.Callers.ResolveAsync(token!, ended);
        if (resolution is not CallerResolution.Known known)
        {
            var hasExpired = resolution is CallerResolution.BadToken { Fault: TokenFault.Expired };
            channel.EndWith(TokenRefusal.Message(resolution), hasExpired ? ChannelEnd.Broken : ChannelEnd.Dismissed);
            return;
        }

        if (channel.IsPrivate)
        {
            var rights = await services.Authorization.AskAsync(known.Caller, channel.SubTopic, ended);
            if (!rights.ReadsBroadcast)
            {
                channel.EndWith(
                    $"You no longer have permission to read from this Channel topic: {channel.SubTopic}",
                    ChannelEnd.Dismissed);
                return;
            }

            channel.Rights = rights;
        }

        var before = channel.Viewer;
        channel.Viewer = channel.Socket.ViewerOf(known.Caller);
        if (!channel.Viewer.Equals(before))
        {
            await ResolveAgainAsync(channel, services, ended);
        }
    }

    /// <summary>
    /// Bindings that one role may not have, another may.
    /// </summary>
    private static async Task ResolveAgainAsync(
        Channel channel,
        ChannelServices services,
        CancellationToken cancellationToken)
    {
        var requested = JoinRequestReader.ReadBindings(channel.AskedBindings);
        if (requested.Count == 0)
        {
            return;
        }

        var had = channel.Bindings.Count > 0;
        var resolved = await services.Bindings.ResolveAsync(channel.Viewer, requested, cancellationToken);
        services.Subscriptions.Replace(channel, resolved.Trouble is null ? resolved.Bindings : []);
        if (channel.IsEnded)
        {
            services.Subscriptions.Remove(channel);
        }
        else if (!await services.Wal.WhenStreamingAsync(services.Options.JoinTimeout, services.Time, cancellationToken))
        {
            channel.End(ChannelEnd.Broken);
        }
        else if (resolved.Trouble is not null || !had)
        {
            channel.Push("system", Replies.System(
                "postgres_changes",
                resolved.Trouble is null,
                resolved.Trouble ?? "Subscribed to PostgreSQL",
                channel.SubTopic));
        }
    }

    private static bool IsNoToken(string? token) =>
        string.IsNullOrEmpty(token) || token.StartsWith("sb_", StringComparison.Ordinal);

    private static string? Read(ReadOnlyMemory<byte> payload)
    {
        using var document = JsonDocument.Parse(payload);
        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("access_token", out var token)
            && token.ValueKind == JsonValueKind.String
            ? token.GetString()
            : null;
    }
}
