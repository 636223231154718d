using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PortalChat.Realtime.Cluster;

/// <summary>
/// Seals one server's packets, AES-256-GCM. Any role of the database may listen to a channel and notify on it, so what
/// servers say there is neither readable nor forgeable without the key that they share. Each server derives a key of
/// its own from that and counts its packets, so that no nonce is used twice.
/// </summary>
/// <remarks>
/// A packet is bound to the backend that notified, of which Postgres itself tells the receivers: what was overheard
/// cannot be said again from another connection.
/// </remarks>
internal sealed class PacketSeal : IDisposable
{
    public const int TagBytes = 16;

    private readonly byte[] _node;
    private readonly AesGcm _cipher;

    /// <param name="secret">What the servers share.</param>
    /// <param name="node">Whose packets these are.</param>
    public PacketSeal(byte[] secret, Guid node)
    {
        _node = node.ToByteArray();
        _cipher = new AesGcm(
            HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, salt: _node, info: "portalchat cluster"u8.ToArray()),
            TagBytes);
    }

    /// <summary>Writes as many bytes as <paramref name="plain"/> has, and a tag.</summary>
    public void Seal(long number, int backend, ReadOnlySpan<byte> plain, Span<byte> into)
    {
        Span<byte> nonce = stackalloc byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(nonce, number);
        _cipher.Encrypt(nonce, plain, into[..plain.Length], into.Slice(plain.Length, TagBytes), Bound(backend));
    }

    /// <summary>Null where it was not sealed by this server, with this number, for this backend.</summary>
    public byte[]? Open(long number, int backend, ReadOnlySpan<byte> isSealed)
    {
        Span<byte> nonce = stackalloc byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(nonce, number);
        var plain = new byte[isSealed.Length - TagBytes];
        try
        {
            _cipher.Decrypt(nonce, isSealed[..^TagBytes], isSealed[^TagBytes..], plain, Bound(backend));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    public void Dispose() => _cipher.Dispose();

    private byte[] Bound(int backend)
    {
        var bound = new byte[_node.Length + sizeof(int)];
        _node.CopyTo(bound, 0);
        BinaryPrimitives.WriteInt32LittleEndian(bound.AsSpan(_node.Length), backend);
        return bound;
    }
}
