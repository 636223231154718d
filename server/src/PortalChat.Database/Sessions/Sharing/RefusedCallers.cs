using System.Collections.Concurrent;
using PortalChat.Auth.Callers;

namespace PortalChat.Database.Sessions.Sharing;

/// <summary>
/// Whose statement has just undone a transaction that others shared. For a while his run by themselves, so that nobody can
/// make others' writes start over time and again, by what is refused or by what he keeps locked.
/// </summary>
internal sealed class RefusedCallers(TimeProvider time)
{
    public static readonly TimeSpan While = TimeSpan.FromSeconds(10);

    /// <summary>Forgetting all of them costs a few transactions.</summary>
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<Guid, long> _since = new();

    public void Add(Caller caller)
    {
        if (_since.Count >= Most)
            _since.Clear();
        _since[Key(caller)] = time.GetTimestamp();
    }

    public bool Contains(Caller caller)
    {
        if (!_since.TryGetValue(Key(caller), out var since))
            return false;
        if (time.GetElapsedTime(since) < While)
            return true;
        _since.TryRemove(new(Key(caller), since));
        return false;
    }

    /// <summary>The API keys are one caller each way: whoever holds one is not known.</summary>
    private static Guid Key(Caller caller) => caller.Subject ?? Guid.Empty;
}
