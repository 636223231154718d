using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace PortalChat.Auth.Tokens;

/// <summary>
/// The SHA-256 of a credential: what caches and comparisons use in its place, so that neither holds it, nor takes a
/// time that depends on how much of it was guessed.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct TokenDigest(ulong A, ulong B, ulong C, ulong D)
{
    public static TokenDigest Of(string credential)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(credential.Length));
        try
        {
            var length = Encoding.UTF8.GetBytes(credential, rented);
            Span<ulong> words = stackalloc ulong[4];
            SHA256.HashData(rented.AsSpan(0, length), MemoryMarshal.AsBytes(words));
            return new TokenDigest(words[0], words[1], words[2], words[3]);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    public bool EqualsInConstantTime(TokenDigest other) =>
        ((A ^ other.A) | (B ^ other.B) | (C ^ other.C) | (D ^ other.D)) == 0;

    /// <summary>A digest is evenly spread already.</summary>
    public override int GetHashCode() => (int)A;
}
