using PortalChat.Auth.Keys;
using PortalChat.Auth.Tokens;

namespace PortalChat.Auth.Callers;

/// <summary>The API keys that count, by their digests.</summary>
internal sealed class KnownApiKeys
{
    private readonly (TokenDigest Digest, Caller Caller)[] _keys;

    public KnownApiKeys(params IEnumerable<ApiKeys?> sets)
    {
        _keys = [.. sets.OfType<ApiKeys>().SelectMany(Callers)];
    }

    /// <summary>The key's caller, or null. All keys are compared, whichever matches, so the time tells nothing.</summary>
    public Caller? Find(string credential)
    {
        var digest = TokenDigest.Of(credential);
        Caller? found = null;
        foreach (var (known, caller) in _keys)
        {
            if (known.EqualsInConstantTime(digest))
            {
                found = caller;
            }
        }

        return found;
    }

    private static IEnumerable<(TokenDigest Digest, Caller Caller)> Callers(ApiKeys keys)
    {
        return Of(keys.Anon, Caller.Anonymous)
            .Concat(Of(keys.Publishable, Caller.Anonymous))
            .Concat(Of(keys.ServiceRole, Caller.Service))
            .Concat(Of(keys.Secret, Caller.Service));

        static IEnumerable<(TokenDigest Digest, Caller Caller)> Of(string? key, Caller caller) =>
            string.IsNullOrEmpty(key) ? [] : [(TokenDigest.Of(key), caller)];
    }
}
