using PortalChat.Load.Wire;

namespace PortalChat.Load.Verdict;

/// <summary>
/// What a player who comes and goes holds of his chat: what he was told while he listened, and what he asked for when he
/// came. Together it must be every message once, without a hole.
/// </summary>
/// <param name="chat">Its number.</param>
internal sealed class Thread(int chat)
{
    private readonly Lock _lock = new();
    private readonly HashSet<int> _held = [];
    private int _newestOfVisit;
    private int _joined;

    /// <summary>All up to here are held.</summary>
    public int Whole { get; private set; }

    public long Doubled { get; private set; }

    public long Misordered { get; private set; }

    public long Leaked { get; private set; }

    public long Live { get; private set; }

    /// <summary>How many are missing before the newest that is held.</summary>
    public long Holes
    {
        get
        {
            lock (_lock)
            {
                return _held.Count == 0 ? 0 : _held.Max() - Whole - _held.Count;
            }
        }
    }

    /// <summary>Channels whose join was accepted during this visit.</summary>
    public int Joined => Volatile.Read(ref _joined);

    /// <summary>A new visit: what is told from now on has an order of its own.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            _newestOfVisit = 0;
            Volatile.Write(ref _joined, 0);
        }
    }

    /// <summary>What a socket is told.</summary>
    public void Hear(ReadOnlySpan<byte> frame)
    {
        if (frame.IndexOf("\"phx_reply\""u8) >= 0)
        {
            if (frame.IndexOf("\"status\":\"ok\""u8) >= 0 && frame.IndexOf("\"phoenix\""u8) < 0)
            {
                Interlocked.Increment(ref _joined);
            }
        }
        else if (frame.IndexOf("\"table\":\"chat_messages\""u8) >= 0)
        {
            var of = ChangeFrame.Number(frame, "\"chat_request_id\":\""u8);
            Take(of, ChangeFrame.Integer(frame, "\"message_no\":"u8));
        }
        else if (frame.IndexOf("\"table\":\"chat_requests\""u8) >= 0 && ChangeFrame.Number(frame, "\"player_id\":\""u8) != chat)
        {
            lock (_lock)
            {
                Leaked++;
            }
        }
    }

    /// <summary>What the server answers; gives how many messages that is.</summary>
    public int Read(ReadOnlySpan<byte> answer)
    {
        var count = 0;
        lock (_lock)
        {
            for (int at; (at = answer.IndexOf("\"message_no\":"u8)) >= 0; count++)
            {
                Hold(ChangeFrame.Integer(answer, "\"message_no\":"u8));
                answer = answer[(at + 13)..];
            }
        }

        return count;
    }

    private void Take(int of, int number)
    {
        lock (_lock)
        {
            if (of != chat)
            {
                Leaked++;
                return;
            }

            Live++;
            if (number == _newestOfVisit)
            {
                Doubled++;
            }
            else if (number < _newestOfVisit || (_newestOfVisit > 0 && number != _newestOfVisit + 1))
            {
                Misordered++;
            }

            _newestOfVisit = Math.Max(_newestOfVisit, number);
            Hold(number);
        }
    }

    private void Hold(int number)
    {
        if (number <= Whole)
        {
            return;
        }

        _held.Add(number);
        while (_held.Remove(Whole + 1))
        {
            Whole++;
        }
    }
}
