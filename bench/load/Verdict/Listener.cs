using System.Diagnostics;
using System.Text;
using PortalChat.Load.Figures;
using PortalChat.Load.Wire;

namespace PortalChat.Load.Verdict;

/// <summary>
/// What one socket must see: every message of its chats, once, in the order of their numbers, and nothing of any other
/// chat. Called by one thread at a time.
/// </summary>
/// <param name="sentAt">By a message's number in this run, when it was due to be sent.</param>
/// <param name="latencies">Where the time from there to here goes.</param>
internal sealed class Listener(long[] sentAt, Latencies latencies)
{
    private readonly Dictionary<int, Run> _chats = [];
    private long _repliesMissing;
    private string? _refusal;

    /// <summary>Frames about changes, of both tables.</summary>
    public long Deliveries { get; private set; }

    public long Leaked { get; private set; }

    /// <summary>Came with a number that was there already, or that is not the next one.</summary>
    public long Misordered => _chats.Values.Sum(run => run.Misordered);

    public long Doubled => _chats.Values.Sum(run => run.Doubled);

    /// <summary>Whether all joins were accepted.</summary>
    /// <exception cref="InvalidOperationException">One was refused; the message says how.</exception>
    public bool IsLive => Volatile.Read(ref _refusal) is { } refusal
        ? throw new InvalidOperationException(refusal)
        : Volatile.Read(ref _repliesMissing) == 0;

    public void Expect(int chat, int lastNumber) => _chats[chat] = new Run(lastNumber);

    public void ExpectReplies(int joins) => Volatile.Write(ref _repliesMissing, joins);

    /// <summary>How many messages of a chat that has so many are missing here.</summary>
    public long Lost(Func<int, int> messagesOf) =>
        _chats.Sum(each => Math.Max(0, messagesOf(each.Key) - each.Value.First - each.Value.Received));

    public void Hear(ReadOnlySpan<byte> frame)
    {
        if (frame.IndexOf("\"postgres_changes\",{\"ids\""u8) < 0 && frame.IndexOf("\"data\":{"u8) < 0)
        {
            HearReply(frame);
        }
        else if (frame.IndexOf("\"table\":\"chat_messages\""u8) >= 0)
        {
            Deliveries++;
            HearMessage(frame);
        }
        else if (frame.IndexOf("\"table\":\"chat_requests\""u8) >= 0)
        {
            Deliveries++;
            if (IsPlayers && !_chats.ContainsKey(ChangeFrame.Number(frame, "\"player_id\":\""u8)))
            {
                Leaked++;
            }
        }
    }

    /// <summary>A player sees one chat, whose number is his own.</summary>
    public bool IsPlayers { get; init; }

    private void HearMessage(ReadOnlySpan<byte> frame)
    {
        var now = Stopwatch.GetTimestamp();
        if (!_chats.TryGetValue(ChangeFrame.Number(frame, "\"chat_request_id\":\""u8), out var run))
        {
            Leaked++;
            return;
        }

        run.Take(ChangeFrame.Integer(frame, "\"message_no\":"u8));
        var sequence = ChangeFrame.Integer(frame, "\"message_text\":\"#"u8);
        if (sequence >= 0 && sequence < sentAt.Length && Volatile.Read(ref sentAt[sequence]) is > 0 and var sent)
        {
            latencies.Add(now - sent);
        }
    }

    private void HearReply(ReadOnlySpan<byte> frame)
    {
        if (frame.IndexOf("\"phx_reply\""u8) < 0)
        {
            if (frame.IndexOf("\"phx_error\""u8) >= 0 || frame.IndexOf("\"phx_close\""u8) >= 0)
            {
                Volatile.Write(ref _refusal, Encoding.UTF8.GetString(frame));
            }
        }
        else if (frame.IndexOf("\"status\":\"ok\""u8) < 0)
        {
            Volatile.Write(ref _refusal, Encoding.UTF8.GetString(frame));
        }
        else if (frame.IndexOf("\"phoenix\""u8) < 0)
        {
            Interlocked.Decrement(ref _repliesMissing);
        }
    }

    /// <summary>The messages of one chat, as they came.</summary>
    private sealed class Run(int lastNumber)
    {
        private readonly HashSet<int> _early = [];
        private int _next = lastNumber + 1;

        public int First { get; } = lastNumber;

        public long Received { get; private set; }

        public long Misordered { get; private set; }

        public long Doubled { get; private set; }

        public void Take(int number)
        {
            if (number <= First)
            {
                // Stored before this socket listened, and read from the log after: it may be shown, and need not.
                return;
            }

            if (number < _next || _early.Contains(number))
            {
                Doubled++;
                return;
            }

            Received++;
            if (number > _next)
            {
                Misordered++;
                _early.Add(number);
                return;
            }

            _next++;
            while (_early.Remove(_next))
            {
                _next++;
            }
        }
    }
}
