using System.Collections.Concurrent;

namespace PortalChat.Auth.Callers;

/// <summary>
/// The sessions of the embedded auth server that have ended although access tokens of theirs have not. Empty where a
/// Supabase project signs people in: it does not tell.
/// </summary>
public sealed class EndedSessions
{
    private volatile ConcurrentDictionary<Guid, bool> _ended = new();

    /// <summary>Asked for every request and, once a second, for every channel.</summary>
    public bool Contains(Guid? sessionId) => sessionId is { } id && _ended.ContainsKey(id);

    internal void Add(Guid sessionId) => _ended.TryAdd(sessionId, true);

    /// <summary>All that there are: those that ended longer ago than any token lives need not be known any more.</summary>
    internal void Replace(IEnumerable<Guid> all) =>
        _ended = new ConcurrentDictionary<Guid, bool>(all.Select(id => KeyValuePair.Create(id, true)));
}
