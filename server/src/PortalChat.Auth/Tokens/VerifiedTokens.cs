using System.Collections.Concurrent;
using PortalChat.Auth.Callers;

namespace PortalChat.Auth.Tokens;

/// <summary>
/// Remembers accepted tokens, at most <c>capacity</c> of them. Two generations: what is used moves to the young one;
/// when that is full the old one, which nobody has used for a whole generation, is dropped.
/// </summary>
internal sealed class VerifiedTokens(int capacity)
{
    private readonly int _generationSize = capacity / 2;
    private readonly Lock _turn = new();
    private volatile ConcurrentDictionary<TokenDigest, Caller> _young = new();
    private volatile ConcurrentDictionary<TokenDigest, Caller> _old = new();
    private int _youngCount;

    public Caller? Find(TokenDigest digest)
    {
        if (_young.TryGetValue(digest, out var caller))
        {
            return caller;
        }

        if (_old.TryGetValue(digest, out caller))
        {
            Add(digest, caller);
            return caller;
        }

        return null;
    }

    public void Add(TokenDigest digest, Caller caller)
    {
        if (_generationSize > 0 && _young.TryAdd(digest, caller) && Interlocked.Increment(ref _youngCount) > _generationSize)
        {
            Turn();
        }
    }

    /// <summary>Forgets everything: a key has gone.</summary>
    public void Clear()
    {
        lock (_turn)
        {
            _old = new();
            _young = new();
            Volatile.Write(ref _youngCount, 0);
        }
    }

    private void Turn()
    {
        lock (_turn)
        {
            if (Volatile.Read(ref _youngCount) <= _generationSize)
            {
                return;
            }

            _old = _young;
            _young = new();
            Volatile.Write(ref _youngCount, 0);
        }
    }
}
