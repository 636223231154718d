using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;

namespace PortalChat.Faults.Tests.Clients;

/// <summary>
/// A channel that lasts: it connects, joins, and does both again whenever it has to. Each join pulls [PC23]; without one
/// the client asks every few seconds [PC43].
/// </summary>
internal sealed class LiveChannel(
    Surroundings surroundings, Session session, Notebook notebook, Action pull, Action hope)
{
    private int _address = Random.Shared.Next(surroundings.Addresses.Count);
    private volatile bool _isLive;

    public bool IsLive => _isLive;

    /// <summary>Sockets that were opened.</summary>
    public int Connections { get; private set; }

    /// <summary>The newest thing that went wrong.</summary>
    public string Trouble { get; private set; } = "";

    public async Task RunAsync(CancellationToken stopping)
    {
        using var polling = new Timer(_ => PollUnlessLive(), null, surroundings.PollInterval, surroundings.PollInterval);
        for (var failures = 0; !stopping.IsCancellationRequested; failures++)
        {
            try
            {
                if (await FollowAsync(stopping))
                {
                    failures = 0;
                }
            }
            catch (Exception broken) when (broken is WebSocketException or OperationCanceledException or HttpRequestException
                or IOException or JsonException or SocketException or ObjectDisposedException)
            {
                // Disposed: a socket without an answer to its heartbeat was given up between two messages.
                Trouble = broken.Message;
            }

            _isLive = false;
            _address = (_address + 1) % surroundings.Addresses.Count;
            await Task.Delay(surroundings.PauseAfter(failures), stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One socket, from its first to its last message. Whether it was ever live.</summary>
    private async Task<bool> FollowAsync(CancellationToken stopping)
    {
        await using var socket = await PhoenixSocket.ConnectAsync(surroundings, _address, stopping);
        Connections++;
        var wasLive = false;
        string? refused = null;
        for (var failures = 0; ; failures++)
        {
            // 1. Join with the token that counts.
            var token = await session.TokenAsync(refused, stopping);
            var join = await socket.PushAsync("phx_join", JoinPayload(token));
            if (await JoinedAsync(socket, join, stopping) is { } refusal)
            {
                Trouble = refusal;
                refused = Session.HasRunOut(token) || refusal.Contains("JWT", StringComparison.Ordinal) ? token : null;
                await Task.Delay(surroundings.PauseAfter(failures), stopping);
                continue;
            }

            // 2. Live: everything that commits from here on comes by itself, what is older is pulled.
            notebook.Joined();
            _isLive = wasLive = true;
            failures = 0;
            pull();
            hope();

            // 3. Until the server ends the channel.
            await FollowAsync(socket, join, stopping);
            _isLive = false;
            refused = Session.HasRunOut(token) ? token : null;
            if (socket.IsClosed)
            {
                return wasLive;
            }
        }
    }

    /// <summary>Null when the channel is live, otherwise why it is not.</summary>
    private async Task<string?> JoinedAsync(PhoenixSocket socket, string join, CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(surroundings.JoinTimeout);
        while (await socket.NextAsync(patience.Token) is { } message)
        {
            if (message.Event == "phx_reply" && message.Ref == join && message.Payload.GetProperty("status").GetString() != "ok")
            {
                return message.Payload.GetProperty("response").ToString();
            }

            if (message.Event == "phx_error" && message.JoinRef == join)
            {
                return "The channel ended while it was being joined.";
            }

            if (message.Event == "system" && message.Payload.GetProperty("extension").GetString() == "postgres_changes")
            {
                return message.Payload.GetProperty("status").GetString() == "ok" ? null : message.Payload.ToString();
            }
        }

        throw new WebSocketException("The socket closed while a channel was being joined.");
    }

    private async Task FollowAsync(PhoenixSocket socket, string join, CancellationToken stopping)
    {
        while (await socket.NextAsync(stopping) is { } message)
        {
            if (message.Event == "postgres_changes")
            {
                Take(message.Payload.GetProperty("data"));
            }
            else if (message.Event is "phx_error" or "phx_close" && (message.JoinRef is null || message.JoinRef == join))
            {
                Trouble = message.Event;
                return;
            }
            else if (message.Event == "system")
            {
                Trouble = message.Payload.ToString();
            }
        }
    }

    private void Take(JsonElement data)
    {
        var row = data.GetProperty("record");
        if (data.GetProperty("table").GetString() == "chat_requests")
        {
            notebook.SawChatOf(row.GetProperty("player_id").GetGuid());
        }
        else if (notebook.Delivered(Rows.Message(row)))
        {
            pull();
        }
    }

    private void PollUnlessLive()
    {
        if (!_isLive)
        {
            pull();
        }
    }

    // No filter: that a player sees only his own is left to the server alone.
    private static object JoinPayload(string token) => new
    {
        access_token = token,
        config = new
        {
            broadcast = new { ack = false, self = false },
            presence = new { enabled = false },
            @private = false,
            postgres_changes = new[]
            {
                new { @event = "INSERT", schema = "public", table = "chat_messages" },
                new { @event = "*", schema = "public", table = "chat_requests" },
            },
        },
    };
}
