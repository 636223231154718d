using PortalChat.Faults.Tests.Verdicts;

namespace PortalChat.Faults.Tests.Clients;

/// <summary>
/// The messages that a client shows of one chat: rising numbers without a hole, at every moment [PC20]. What comes after
/// a hole waits aside [PC22].
/// </summary>
internal sealed class ChatThread
{
    private readonly List<StoredMessage> _shown = [];
    private readonly SortedDictionary<int, StoredMessage> _aside = [];

    public int Newest => _shown.Count;

    public bool HasHole => _aside.Count > 0;

    public IReadOnlyList<StoredMessage> Shown => [.. _shown];

    /// <summary>What is known already, told again, changes nothing [PC21].</summary>
    public void Merge(StoredMessage message)
    {
        if (message.No > _shown.Count)
        {
            _aside[message.No] = message;
        }

        while (_aside.Remove(_shown.Count + 1, out var next))
        {
            _shown.Add(next);
        }
    }
}
