using System.Text;
using System.Text.Json;
using PortalChat.Faults.Tests.Stages;

namespace PortalChat.Faults.Tests.Clients;

/// <summary>
/// One person's token. It is used until the server does not take it any more; two who find that at once renew it once.
/// </summary>
internal sealed class Session(Account account, ITokens tokens) : IDisposable
{
    private readonly SemaphoreSlim _renewing = new(1, 1);
    private string? _token;

    public Account Account => account;

    public int Renewals { get; private set; }

    /// <param name="refused">The token that was refused, if any: whatever has replaced it meanwhile will do.</param>
    public async Task<string> TokenAsync(string? refused, CancellationToken cancellationToken)
    {
        await _renewing.WaitAsync(cancellationToken);
        try
        {
            if (_token is null || _token == refused)
            {
                Renewals++;
                _token = await tokens.TokenAsync(account, cancellationToken);
            }

            return _token;
        }
        finally
        {
            _renewing.Release();
        }
    }

    /// <summary>By the client's clock.</summary>
    public static bool HasRunOut(string token)
    {
        var payload = token.Split('.')[1].Replace('-', '+').Replace('_', '/');
        payload = payload.PadRight((payload.Length + 3) / 4 * 4, '=');
        using var claims = JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(payload)));
        return claims.RootElement.GetProperty("exp").GetInt64() <= DateTimeOffset.UtcNow.ToUnixTimeSeconds();
    }

    public void Dispose() => _renewing.Dispose();
}
