using PortalChat.Faults.Tests.Verdicts;

namespace PortalChat.Faults.Tests.Clients;

/// <summary>What one client shows, and all that it ever sent and was given. May be asked at any moment.</summary>
internal sealed class Notebook
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, ChatThread> _threads = [];
    private readonly List<Guid> _written = [];
    private readonly List<StoredMessage> _acknowledged = [];
    private readonly List<string> _refused = [];
    private readonly List<List<StoredMessage>> _joins = [];
    private readonly HashSet<StoredMessage> _seen = [];
    private readonly HashSet<Guid> _seenPlayers = [];

    public int AcknowledgedCount
    {
        get
        {
            lock (_lock)
            {
                return _acknowledged.Count;
            }
        }
    }

    public int JoinCount
    {
        get
        {
            lock (_lock)
            {
                return _joins.Count;
            }
        }
    }

    public int RefusedCount
    {
        get
        {
            lock (_lock)
            {
                return _refused.Count;
            }
        }
    }

    public void Wrote(Guid id)
    {
        lock (_lock)
        {
            _written.Add(id);
        }
    }

    public void Refused(string reason)
    {
        lock (_lock)
        {
            _refused.Add(reason);
        }
    }

    public void SawChatOf(Guid player)
    {
        lock (_lock)
        {
            _seenPlayers.Add(player);
        }
    }

    /// <summary>The answer to a message of one's own. Whether something is missing before it.</summary>
    public bool Acknowledged(StoredMessage message)
    {
        lock (_lock)
        {
            _acknowledged.Add(message);
        }

        return Show(message);
    }

    /// <summary>A new join: what comes live from now on is noted under it.</summary>
    public void Joined()
    {
        lock (_lock)
        {
            _joins.Add([]);
        }
    }

    /// <summary>Came live. Whether something is missing before it.</summary>
    public bool Delivered(StoredMessage message)
    {
        lock (_lock)
        {
            _joins[^1].Add(message);
        }

        return Show(message);
    }

    /// <summary>Whether something is missing before it.</summary>
    public bool Show(StoredMessage message)
    {
        lock (_lock)
        {
            _seen.Add(message);
            if (!_threads.TryGetValue(message.ChatId, out var thread))
            {
                _threads.Add(message.ChatId, thread = new ChatThread());
            }

            thread.Merge(message);
            return thread.HasHole;
        }
    }

    public int NewestOf(Guid chat)
    {
        lock (_lock)
        {
            return _threads.TryGetValue(chat, out var thread) ? thread.Newest : 0;
        }
    }

    /// <summary>Whether the channel that is joined now has brought this message.</summary>
    public bool WasDelivered(Guid id)
    {
        lock (_lock)
        {
            return _joins.Count > 0 && _joins[^1].Exists(message => message.Id == id);
        }
    }

    public ClientRecord Record(string name, Guid personId, bool seesAll)
    {
        lock (_lock)
        {
            return new ClientRecord
            {
                Name = name,
                PersonId = personId,
                SeesAll = seesAll,
                Written = [.. _written],
                Acknowledged = [.. _acknowledged],
                Refused = [.. _refused],
                Threads = _threads.ToDictionary(thread => thread.Key, thread => thread.Value.Shown),
                Joins = [.. _joins.Select(join => (IReadOnlyList<StoredMessage>)[.. join])],
                Seen = [.. _seen],
                SeenPlayers = [.. _seenPlayers],
            };
        }
    }
}
