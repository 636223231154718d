using Npgsql;
using PortalChat.Database.Sessions;
using PortalChat.Realtime.Changes;
using PortalChat.Realtime.Protocol;

namespace PortalChat.Realtime.Channels;

/// <summary>The road from <c>phx_join</c> to its reply.</summary>
internal static class ChannelJoin
{
    public static Task RunAsync(Channel channel, InFrame frame, ChannelServices services) =>
        channel.UntilEndedAsync(ended => TryAsync(channel, frame, services, ended));

    private static async Task TryAsync(Channel channel, InFrame frame, ChannelServices services, CancellationToken ended)
    {
        try
        {
            await RunAsync(channel, frame, services, ended);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The client left, joined again or went away while it waited.
        }
        catch (Exception exception) when (exception is NpgsqlException or DatabaseUnavailableException)
        {
            RealtimeLog.DatabaseFailed(services.Logger, exception);
            Refuse(channel, frame, services, "UnableToConnectToProject: Realtime was unable to connect to the project database");
        }
    }

    private static async Task RunAsync(
        Channel channel,
        InFrame frame,
        ChannelServices services,
        CancellationToken ended)
    {
        // 1. A topic of ours.
        if (channel.SubTopic.Length == 0)
        {
            Refuse(channel, frame, services, "TopicNameRequired: You must provide a topic name");
            return;
        }

        var request = JoinRequestReader.Read(frame.Payload);
        channel.Keep(request);
        if (services.Options.PrivateOnly && !request.IsPrivate)
        {
            Refuse(channel, frame, services, "PrivateOnly: This project only allows private channels");
            return;
        }

        // 2. Who asks: the join's own token, else the one that the socket was opened with.
        if (await ChannelToken.ResolveAsync(channel, request.AccessToken, services, ended) is { } fault)
        {
            Refuse(channel, frame, services, fault);
            return;
        }

        // 3. Whether the policies let him on a private topic.
        if (request.IsPrivate)
        {
            channel.Rights = await services.Authorization.AskAsync(
                channel.Viewer.Complete, channel.SubTopic, ended);
            if (!channel.Rights.ReadsBroadcast)
            {
                Refuse(channel, frame, services, Unauthorized(channel.SubTopic));
                return;
            }
        }

        // 4. Which changes he listens to. Bindings that cannot work do not stop the join.
        var bindings = await services.Bindings.ResolveAsync(channel.Viewer, request.Bindings, ended);
        if (bindings.NeedsUser && channel.Socket.Version != SerializerVersion.V1)
        {
            Refuse(channel, frame, services, $"Unauthorized: {bindings.Trouble}");
            return;
        }

        if (bindings.Trouble is not null && request.InsistsOnBindings is not null)
        {
            Refuse(channel, frame, services, $"RealtimeDisabledForConfiguration: {bindings.Trouble}");
            return;
        }

        if (bindings.Trouble is null && bindings.Bindings.Count > 0)
        {
            // 5. Listed first, then live: from the moment the log is known to be read, no change passes unseen [RT20].
            channel.Bindings = bindings.Bindings;
            services.Subscriptions.Add(channel);
            if (channel.IsEnded)
            {
                services.Subscriptions.Remove(channel);
                return;
            }

            if (!await services.Wal.WhenStreamingAsync(
                request.InsistsOnBindings ?? services.Options.JoinTimeout, services.Time, ended))
            {
                Refuse(channel, frame, services,
                    "PostgresChangesSubscribeTimeout: The database's changes cannot be followed at the moment");
                return;
            }
        }

        // The client wants to know that what is said from SQL reaches it: then it is so from the reply on.
        if (request.WantsReplicationReady
            && !await services.Wal.WhenStreamingAsync(services.Options.JoinTimeout, services.Time, ended))
        {
            Refuse(channel, frame, services,
                "ReplicationTimeout: Replication connection was not established in time");
            return;
        }

        // 6. What was said before, where the client asks for it.
        if (request.Replay is not null && !request.IsPrivate)
        {
            Refuse(channel, frame, services, "UnableToReplayMessages: Replay is not allowed for public channels");
            return;
        }

        var replayed = request.Replay is { } replay
            ? await services.Replay.ReadAsync(channel.Viewer.Complete, channel.SubTopic, replay, ended)
            : [];

        // 7. The reply, and what comes before anything else.
        channel.GoLive(() => services.Hub.Join(channel, presence =>
        {
            channel.Reply(frame, Replies.OkWith(BindingEcho.Write(request.Bindings, bindings.Ids)));
            if (request.Bindings.Count > 0)
            {
                channel.Push("system", Replies.System(
                    "postgres_changes",
                    bindings.Trouble is null,
                    bindings.Trouble ?? "Subscribed to PostgreSQL",
                    channel.SubTopic));
            }

            if (request.WantsReplicationReady)
            {
                channel.Push("system", Replies.System(
                    "system", isOk: true, "Replication connection established", channel.SubTopic));
            }

            if (request.WantsPresence && channel.Rights.ReadsPresence)
            {
                channel.Push("presence_state", presence.WriteState());
            }

            foreach (var broadcast in replayed)
            {
                if (FrameWriter.WriteBroadcast(channel.Socket.Version, channel.Topic, broadcast) is { } said)
                {
                    channel.Socket.Send(said);
                }
            }
        }));
    }

    public static string Unauthorized(string subTopic) =>
        $"Unauthorized: You do not have permissions to read from this Channel topic: {subTopic}";

    private static void Refuse(Channel channel, InFrame frame, ChannelServices services, string reason)
    {
        var colon = reason.IndexOf(':', StringComparison.Ordinal);
        RealtimeLog.JoinRefused(services.Logger, colon < 0 ? "Unknown" : reason[..colon]);
        channel.Reply(frame, Replies.Error(reason));
        channel.End(ChannelEnd.Refused);
    }
}
