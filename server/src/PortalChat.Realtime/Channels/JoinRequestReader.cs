using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace PortalChat.Realtime.Channels;

/// <summary>
/// Reads a join's payload as forgivingly as upstream does: what is missing or of another type counts as not given.
/// </summary>
internal static class JoinRequestReader
{
    private const int MostReplayed = 25;

    /// <summary>The official client's own.</summary>
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>Never throws for what a peer sent.</summary>
    public static JoinRequest Read(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return JoinRequest.Default;
        }
        catch (InvalidOperationException)
        {
            // A string that is JSON but not Unicode.
            return JoinRequest.Default;
        }
    }

    /// <summary>What <see cref="JoinRequest.AskedBindings"/> holds.</summary>
    public static IReadOnlyList<RequestedBinding> ReadBindings(byte[] asked)
    {
        if (asked.Length == 0)
        {
            return [];
        }

        using var document = JsonDocument.Parse(asked);
        return Bindings(document.RootElement);
    }

    private static JoinRequest Read(JsonElement payload)
    {
        var config = Member(payload, "config");
        var broadcast = Member(config, "broadcast");
        var presence = Member(config, "presence");
        var enabled = Member(presence, "enabled");
        var bindings = Bindings(Member(config, "postgres_changes"));
        return new JoinRequest
        {
            AccessToken = Text(Member(payload, "access_token")) ?? Text(Member(payload, "user_token")),
            IsPrivate = Flag(Member(config, "private")),
            EchoesBroadcasts = Flag(Member(broadcast, "self")),
            AcknowledgesBroadcasts = Flag(Member(broadcast, "ack")),
            WantsReplicationReady = Flag(Member(broadcast, "replication_ready")),
            Replay = Replay(Member(broadcast, "replay")),
            PresenceKey = Key(Member(presence, "key")),

            // A client that does not say is one from before presence could be switched off.
            WantsPresence = enabled.ValueKind == JsonValueKind.Undefined || Flag(enabled),
            Bindings = bindings,
            AskedBindings = bindings.Count == 0 ? [] : JsonMarshal.GetRawUtf8Value(Member(config, "postgres_changes")).ToArray(),
            InsistsOnBindings = Wait(Member(config, "postgres_changes_options")),
        };
    }

    private static List<RequestedBinding> Bindings(JsonElement list)
    {
        var bindings = new List<RequestedBinding>();
        if (list.ValueKind != JsonValueKind.Array)
        {
            return bindings;
        }

        foreach (var entry in list.EnumerateArray())
        {
            if (entry.ValueKind == JsonValueKind.Object)
            {
                bindings.Add(new RequestedBinding(
                    Encoding.UTF8.GetBytes(entry.GetRawText()),
                    Name(Member(entry, "event")) ?? "*",
                    Name(Member(entry, "schema")) ?? "public",
                    Name(Member(entry, "table")) ?? "*",
                    Text(Member(entry, "filter")) is { Length: > 0 } filter ? filter : null,
                    Select(Member(entry, "select"))));
            }
        }

        return bindings;
    }

    private static TimeSpan? Wait(JsonElement options)
    {
        if (!Flag(Member(options, "wait")))
        {
            return null;
        }

        var timeout = Member(options, "timeout");
        return timeout.ValueKind == JsonValueKind.Number && timeout.TryGetDouble(out var milliseconds)
            && milliseconds > 0
            ? TimeSpan.FromMilliseconds(Math.Min(milliseconds, LongestWait.TotalMilliseconds))
            : DefaultWait;
    }

    private static List<string>? Select(JsonElement select) => select.ValueKind switch
    {
        JsonValueKind.Array => [.. select.EnumerateArray().Select(Text).OfType<string>()],
        JsonValueKind.String => [.. select.GetString()!.Split(',', StringSplitOptions.TrimEntries)],
        _ => null,
    };

    private static ReplayRequest? Replay(JsonElement replay)
    {
        var since = Member(replay, "since");
        if (since.ValueKind != JsonValueKind.Number || !since.TryGetInt64(out var milliseconds)
            || milliseconds < 0 || milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            return null;
        }

        var limit = Member(replay, "limit");
        var count = limit.ValueKind == JsonValueKind.Number && limit.TryGetInt32(out var asked) ? asked : MostReplayed;
        return new ReplayRequest(
            DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
            Math.Clamp(count, 1, MostReplayed));
    }

    private static JsonElement Member(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var member) ? member : default;

    private static string? Text(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    /// <summary>Every socket names the same few things: those that this program knows are not kept again.</summary>
    private static string? Name(JsonElement element) =>
        Text(element) is { } name ? string.IsInterned(name) ?? name : null;

    private static string Key(JsonElement key) => key.ValueKind switch
    {
        JsonValueKind.String => key.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => key.GetRawText(),
        _ => "",
    };

    /// <summary>Some clients send booleans as text.</summary>
    private static bool Flag(JsonElement element) =>
        element.ValueKind == JsonValueKind.True
        || (element.ValueKind == JsonValueKind.String && element.GetString() is "true" or "TRUE" or "True");
}
