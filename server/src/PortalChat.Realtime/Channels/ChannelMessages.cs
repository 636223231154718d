using System.Text.Json;
using PortalChat.Realtime.Protocol;
using PortalChat.Realtime.Topics;

namespace PortalChat.Realtime.Channels;

/// <summary>What a client may say on a channel that it has joined.</summary>
internal static class ChannelMessages
{
    public static async Task HandleAsync(Channel channel, InFrame frame, ChannelServices services)
    {
        if (!channel.IsLive)
        {
            channel.Reply(frame, Replies.Error("unmatched topic"));
            return;
        }

        try
        {
            switch (frame.Event)
            {
                case "access_token":
                    await channel.UntilEndedAsync(ended => ChannelToken.RefreshAsync(channel, frame, services, ended));
                    break;
                case "broadcast":
                    Broadcast(channel, frame, services);
                    break;
                case "presence":
                    Presence(channel, frame, services);
                    break;
            }
        }
        catch (OperationCanceledException) when (!channel.IsLive)
        {
            // It ended while it waited.
        }
        catch (JsonException)
        {
            RealtimeLog.MalformedFrame(services.Logger, frame.Payload.Length);
        }
        catch (InvalidOperationException)
        {
            // A string that is JSON but not Unicode.
            RealtimeLog.MalformedFrame(services.Logger, frame.Payload.Length);
        }
    }

    private static void Broadcast(Channel channel, InFrame frame, ChannelServices services)
    {
        var broadcast = frame.Broadcast ?? ReadBroadcast(frame.Payload);
        var isAllowed = channel.Rights.WritesBroadcast;
        if (broadcast?.Payload.Length > services.Options.MaxBroadcastBytes)
        {
            if (channel.AcknowledgesBroadcasts)
            {
                channel.Reply(frame, Replies.TooLarge);
            }

            return;
        }

        if (broadcast is not null && isAllowed)
        {
            services.Hub.Publish(channel.Key, broadcast, channel.EchoesBroadcasts ? null : channel);
        }

        if (channel.AcknowledgesBroadcasts)
        {
            channel.Reply(frame, isAllowed
                ? Replies.Ok
                : Replies.Error(
                    $"Unauthorized: You do not have permissions to write to this Channel topic: {channel.SubTopic}"));
        }
    }

    /// <summary>The text form: <c>{"type":"broadcast","event":…,"payload":…}</c>. Null where it names no event.</summary>
    private static UserBroadcast? ReadBroadcast(ReadOnlyMemory<byte> payload)
    {
        using var document = JsonDocument.Parse(payload);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("event", out var name) || name.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var said = root.TryGetProperty("payload", out var content) ? content.GetRawText() : "{}";
        return new UserBroadcast(name.GetString()!, System.Text.Encoding.UTF8.GetBytes(said), IsJson: true);
    }

    private static void Presence(Channel channel, InFrame frame, ChannelServices services)
    {
        if (!channel.MayCallPresence())
        {
            channel.Reply(frame, Replies.Error("ClientPresenceRateLimitReached: Too many presence calls per second"));
            return;
        }

        using var document = JsonDocument.Parse(frame.Payload);
        var root = document.RootElement;
        var name = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("event", out var given)
            && given.ValueKind == JsonValueKind.String
            ? given.GetString()
            : null;
        switch (name?.ToLowerInvariant())
        {
            case "track" when !channel.Rights.WritesPresence:
                channel.Reply(frame, Replies.Error(
                    $"Unauthorized: You do not have permissions to write to this Channel topic: {channel.SubTopic}"));
                break;
            case "track" when frame.Payload.Length > services.Options.MaxPresenceBytes:
                channel.Reply(frame, Replies.Error("Presence track payload is too large"));
                break;
            case "track" when !root.TryGetProperty("payload", out _):
                using (var nothing = JsonDocument.Parse("{}"))
                {
                    Track(channel, nothing.RootElement, services);
                }

                channel.Reply(frame, Replies.Ok);
                break;
            case "track" when root.GetProperty("payload") is { ValueKind: JsonValueKind.Object } shown:
                Track(channel, shown, services);
                channel.Reply(frame, Replies.Ok);
                break;
            case "track":
                channel.Reply(frame, Replies.Error("Presence track payload must be a map"));
                break;
            case "untrack":
                services.Hub.Untrack(channel);
                channel.Reply(frame, Replies.Ok);
                break;
            default:
                channel.Reply(frame, Replies.Error("Presence event must be track or untrack"));
                break;
        }
    }

    private static void Track(Channel channel, JsonElement shown, ChannelServices services)
    {
        if (channel.PresenceKey.Length == 0)
        {
            channel.PresenceKey = Guid.NewGuid().ToString();
        }

        var before = channel.Presence;
        if (before?.Shown != shown.GetRawText())
        {
            services.Hub.Track(channel, PresenceMeta.Create(channel.PresenceKey, shown, before?.Ref));
        }
    }
}
