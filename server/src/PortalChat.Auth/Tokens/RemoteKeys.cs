using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using PortalChat.Auth.Forwarding;

namespace PortalChat.Auth.Tokens;

/// <summary>
/// ES256 and RS256 by a Supabase project's published keys. They are read when a token names one that is not known, and
/// now and then by <see cref="RemoteKeysRefresher"/>; while the project does not answer, the last ones count.
/// </summary>
internal sealed class RemoteKeys : IVerificationKeys, IDisposable
{
    private const int MaxKeySetBytes = 1024 * 1024;

    private readonly ExternalAuthOptions _options;
    private readonly VerifiedTokens _verified;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<RemoteKeys> _logger;
    private readonly HttpClient _http;
    private readonly SemaphoreSlim _fetching = new(1, 1);
    private volatile SecurityKey[] _keys = [];
    private DateTimeOffset _lastFetch = DateTimeOffset.MinValue;

    public RemoteKeys(
        ExternalAuthOptions options, VerifiedTokens verified, TimeProvider timeProvider, ILogger<RemoteKeys> logger)
    {
        _options = options;
        _verified = verified;
        _timeProvider = timeProvider;
        _logger = logger;
        _http = new HttpClient { Timeout = options.RequestTimeout, MaxResponseContentBufferSize = MaxKeySetBytes };
    }

    public IReadOnlyList<SecurityKey> Find(string algorithm, string? keyId) =>
        [.. _keys.Where(key => Signs(key, algorithm) && (keyId is null || key.KeyId == keyId))];

    public async ValueTask<bool> LookForAsync(string algorithm, string keyId, CancellationToken cancellationToken)
    {
        if (algorithm is not (SecurityAlgorithms.EcdsaSha256 or SecurityAlgorithms.RsaSha256))
        {
            return false;
        }

        // One fetch serves all who wait for it; whoever comes after it finds what it brought.
        await _fetching.WaitAsync(cancellationToken);
        try
        {
            if (Find(algorithm, keyId).Count == 0 && _timeProvider.GetUtcNow() - _lastFetch >= _options.UnknownKeyInterval)
            {
                await FetchAsync(cancellationToken);
            }
        }
        finally
        {
            _fetching.Release();
        }

        return Find(algorithm, keyId).Count > 0;
    }

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _fetching.WaitAsync(cancellationToken);
        try
        {
            await FetchAsync(cancellationToken);
        }
        finally
        {
            _fetching.Release();
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _fetching.Dispose();
    }

    private static bool Signs(SecurityKey key, string algorithm) => algorithm switch
    {
        SecurityAlgorithms.EcdsaSha256 => key is JsonWebKey { Kty: JsonWebAlgorithmsKeyTypes.EllipticCurve, Crv: "P-256" },
        SecurityAlgorithms.RsaSha256 => key is JsonWebKey { Kty: JsonWebAlgorithmsKeyTypes.RSA },
        _ => false,
    };

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        try
        {
            var address = new Uri(_options.SupabaseUrl, "/auth/v1/.well-known/jwks.json");
            var keys = new JsonWebKeySet(await _http.GetStringAsync(address, cancellationToken)).Keys
                .Where(key => key.Use is null or "sig")
                .ToArray<SecurityKey>();
            var hasLost = _keys.Any(old => !keys.Any(key => key.KeyId == old.KeyId));
            _keys = keys;
            if (hasLost)
            {
                _verified.Clear();
            }

            _logger.KeysRead(keys.Length);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            _logger.KeysNotRead(exception);
        }

        _lastFetch = _timeProvider.GetUtcNow();
    }
}
