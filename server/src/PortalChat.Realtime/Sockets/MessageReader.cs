using System.Buffers;
using System.Net.WebSockets;

namespace PortalChat.Realtime.Sockets;

/// <summary>
/// Reads whole messages. While nothing comes, a socket holds no buffer and nothing else of this: its first read takes
/// zero bytes, and only then is a buffer rented.
/// </summary>
internal static class MessageReader
{
    private const int FirstBuffer = 4096;

    /// <summary>Waits for the next message to begin.</summary>
    // No token: it would be registered with for as long as nothing comes. Who gives up aborts the connection.
    public static ValueTask<ValueWebSocketReceiveResult> WaitAsync(WebSocket webSocket) =>
        webSocket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);

    /// <summary>
    /// The message that has begun, in a rented array that the caller returns to the shared pool; null once the peer closes.
    /// </summary>
    /// <exception cref="MessageTooLargeException">More than <paramref name="maxBytes"/>.</exception>
    /// <exception cref="WebSocketException">The peer is gone, or breaks the protocol.</exception>
    public static async ValueTask<Message?> ReadAsync(WebSocket webSocket, ValueWebSocketReceiveResult first, int maxBytes)
    {
        var array = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        var length = 0;
        try
        {
            var result = first;
            while (!result.EndOfMessage)
            {
                if (length == array.Length)
                {
                    array = Grow(array, length, maxBytes);
                }

                result = await webSocket.ReceiveAsync(array.AsMemory(length), CancellationToken.None);
                if (result.MessageType == WebSocketMessageType.Close)
                {
                    ArrayPool<byte>.Shared.Return(array);
                    return null;
                }

                length += result.Count;
                if (length > maxBytes)
                {
                    throw new MessageTooLargeException();
                }
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(array);
            throw;
        }

        return new Message(array, length, first.MessageType);
    }

    /// <summary>Reads on to the peer's goodbye, so that ours gets through to it.</summary>
    public static async Task DiscardAsync(WebSocket webSocket)
    {
        var buffer = new byte[FirstBuffer];
        while ((await webSocket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None)).MessageType
            != WebSocketMessageType.Close)
        {
        }
    }

    private static byte[] Grow(byte[] array, int length, int maxBytes)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(array.Length * 2L, maxBytes + 1L));
        array.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(array);
        return larger;
    }
}

/// <param name="Array">Rented; longer than the message.</param>
/// <param name="Length">Of the message, in bytes.</param>
/// <param name="Type">Text or binary.</param>
internal readonly record struct Message(byte[] Array, int Length, WebSocketMessageType Type);

internal sealed class MessageTooLargeException : Exception;
