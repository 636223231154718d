using System.Collections.Concurrent;

namespace PortalChat.Auth.Callers;

/// <summary>
/// The sessions of the embedded auth server that have ended although access tokens of theirs have not. Empty where a
/// Supabase project signs people in: it does not tell.
/// </summary>
public sealed class EndedSessions(TimeProvider time)
{
    /// <summary>No access token lives for as long.</summary>
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>By id, the <see cref="TimeProvider.GetTimestamp"/> at which this server heard of it.</summary>
    private readonly ConcurrentDictionary<Guid, long> _ended = new();

    /// <summary>Asked for every request and, once a second, for every channel.</summary>
    public bool Contains(Guid? sessionId) => sessionId is { } id && _ended.ContainsKey(id);

    internal void Add(Guid sessionId) => _ended.TryAdd(sessionId, time.GetTimestamp());

    /// <summary>Those heard of longer ago than any token lives need not be known any more.</summary>
    internal void ForgetOld()
    {
        foreach (var (id, heardAt) in _ended)
        {
            if (time.GetElapsedTime(heardAt) > Day)
            {
                _ended.TryRemove(id, out _);
            }
        }
    }
}
