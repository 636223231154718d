using System.Collections.Concurrent;

namespace PortalChat.Database.Sessions;

/// <summary>
/// Which statements are worth preparing: those that come again and again. Bounded in both directions, because a
/// client can make up as many shapes as it likes, and each prepared one costs memory on every connection.
/// </summary>
internal sealed class HotStatements
{
    /// <summary>Preparing costs three round trips once per connection; a statement that came this often is worth it.</summary>
    private const int Uses = 3;

    /// <summary>The portals need some thirty; the rest is for other clients.</summary>
    private const int Most = 200;

    /// <summary>Counting starts anew beyond so many different statements.</summary>
    private const int MostCounted = 5000;

    private readonly ConcurrentDictionary<string, bool> _hot = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _uses = new(StringComparer.Ordinal);

    /// <summary>Counts a use.</summary>
    public bool IsHot(string sql)
    {
        if (_hot.ContainsKey(sql))
            return true;
        if (_hot.Count >= Most)
            return false;
        if (_uses.Count > MostCounted)
            _uses.Clear();
        if (_uses.AddOrUpdate(sql, 1, (_, uses) => uses + 1) < Uses)
            return false;
        _uses.TryRemove(sql, out _);
        _hot[sql] = true;
        return true;
    }
}
