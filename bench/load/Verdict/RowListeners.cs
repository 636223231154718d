using System.Buffers.Text;
using System.Diagnostics;
using System.Text;
using PortalChat.Load.Figures;

namespace PortalChat.Load.Verdict;

/// <summary>What everybody must see of one chat's row: its count of messages, one by one.</summary>
/// <param name="sockets">How many there are.</param>
/// <param name="sentAt">By count, when the message was sent.</param>
/// <param name="latencies">Where the time from there to here goes.</param>
internal sealed class RowListeners(int sockets, long[] sentAt, Latencies latencies)
{
    private readonly int[] _arrived = new int[sentAt.Length];
    private readonly int[] _newest = new int[sockets];
    private long _deliveries;
    private long _misordered;
    private int _live;

    public long Deliveries => Interlocked.Read(ref _deliveries);

    /// <summary>Deliveries of a count that is not the next one: lost, doubled or out of order.</summary>
    public long Misordered => Interlocked.Read(ref _misordered);

    /// <summary>Channels whose join was accepted.</summary>
    public int Live => Volatile.Read(ref _live);

    /// <summary>The first refusal of a join.</summary>
    public string? Refusal { get; private set; }

    public bool HaveAll(int count) => Volatile.Read(ref _arrived[count]) >= sockets;

    public void Hear(int socket, ReadOnlySpan<byte> frame)
    {
        var at = frame.IndexOf("\"message_count\":"u8);
        if (at >= 0 && Utf8Parser.TryParse(frame[(at + 16)..], out int count, out _))
        {
            Interlocked.Increment(ref _deliveries);
            if (_newest[socket] != 0 && count != _newest[socket] + 1)
            {
                Interlocked.Increment(ref _misordered);
            }

            _newest[socket] = count;
            latencies.Add(Stopwatch.GetTimestamp() - sentAt[count]);
            Interlocked.Increment(ref _arrived[count]);
        }
        else if (frame.IndexOf("\"phx_reply\""u8) >= 0 && frame.IndexOf("\"phoenix\""u8) < 0)
        {
            if (frame.IndexOf("\"status\":\"ok\""u8) < 0)
            {
                Refusal ??= Encoding.UTF8.GetString(frame);
            }

            Interlocked.Increment(ref _live);
        }
    }
}
