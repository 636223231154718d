using Microsoft.Extensions.Logging;
using Npgsql;
using PortalChat.Auth.Callers;
using PortalChat.Database.Sessions;

namespace PortalChat.Realtime.Topics;

/// <summary>
/// Asks the policies on <c>realtime.messages</c> what a caller may do on a private topic: rows are put there, looked at
/// and tried to be written with the caller's eyes, and all of it is undone.
/// </summary>
internal sealed class TopicAuthorization(RealtimeSessions sessions, ILogger<RealtimeFeature> logger) : IDisposable
{
    /// <summary>At once, so that a crowd of joins leaves connections for filters and replays.</summary>
    private const int MaxAtOnce = 6;

    private const string PutRows =
        "insert into realtime.messages (topic, extension, event, payload, private) "
        + "select $1, extension, 'authorization', '{}', true from unnest(array['broadcast', 'presence']) extension "
        + "returning id";

    private const string SeenRows = "select extension from realtime.messages where id = any($1)";

    private const string WriteRow =
        "insert into realtime.messages (topic, extension, event, payload, private) "
        + "values ($1, $2, 'authorization', '{}', true)";

    private readonly SemaphoreSlim _room = new(MaxAtOnce);

    /// <exception cref="NpgsqlException">The database did not answer.</exception>
    public async Task<TopicRights> AskAsync(Caller caller, string topic, CancellationToken cancellationToken)
    {
        // No row can have such a topic, so no policy can allow it.
        if (topic.Contains('\0', StringComparison.Ordinal))
        {
            return TopicRights.None;
        }

        await _room.WaitAsync(cancellationToken);
        try
        {
            return await RehearseAsync(caller, topic, cancellationToken);
        }
        finally
        {
            _room.Release();
        }
    }

    public void Dispose() => _room.Dispose();

    private Task<TopicRights> RehearseAsync(Caller caller, string topic, CancellationToken cancellationToken) =>
        sessions.Joins.Rehearsals.RunAsync(
            async (rehearsal, cancellation) =>
            {
                try
                {
                    return await TryAsync(rehearsal, caller, topic, cancellation);
                }
                catch (PostgresException exception) when (exception.IsAboutTheStatement())
                {
                    if (exception.SqlState != PostgresErrorCodes.InsufficientPrivilege)
                    {
                        RealtimeLog.PolicyFailed(logger, "realtime", "messages", exception.SqlState);
                    }

                    return TopicRights.None;
                }
            },
            cancellationToken);

    private static async Task<TopicRights> TryAsync(
        CallerRehearsal rehearsal, Caller caller, string topic, CancellationToken cancellationToken)
    {
        (string, string)[] settings = [("realtime.topic", topic), ("request.headers", "{}")];

        // 1. One row of each kind, put by the service: the caller may be allowed to read what it cannot write.
        var ids = await rehearsal.ActAsync<Guid>(Caller.Service, [], [Command(PutRows, topic)], cancellationToken);

        // 2. Which of them the caller sees.
        var seen = await SeenAsync(rehearsal, caller, settings, ids, cancellationToken);

        // 3. Which it could have written itself.
        return new TopicRights
        {
            ReadsBroadcast = seen.Contains("broadcast"),
            ReadsPresence = seen.Contains("presence"),
            WritesBroadcast = await rehearsal.MayAsync(
                caller, settings, Command(WriteRow, topic, "broadcast"), cancellationToken),
            WritesPresence = await rehearsal.MayAsync(
                caller, settings, Command(WriteRow, topic, "presence"), cancellationToken),
        };
    }

    private static Task<IReadOnlyList<string>> SeenAsync(
        CallerRehearsal rehearsal,
        Caller caller,
        IReadOnlyList<(string, string)> settings,
        IReadOnlyList<Guid> ids,
        CancellationToken cancellationToken)
    {
        var question = new NpgsqlBatchCommand(SeenRows)
        {
            Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. ids] } },
        };
        return rehearsal.ActAsync<string>(caller, settings, [question], cancellationToken);
    }

    private static NpgsqlBatchCommand Command(string sql, params string[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        }

        return command;
    }
}
