using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PortalChat.Faults.Tests.Stages;

/// <summary>Tokens as a Supabase project makes them, signed with a key of its own.</summary>
internal sealed class MintedTokens(SigningCredentials key) : ITokens
{
    private volatile SigningCredentials _key = key;

    /// <summary>From now on.</summary>
    public SigningCredentials Key
    {
        get => _key;
        set => _key = value;
    }

    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How far the signer's clock is from ours.</summary>
    public TimeSpan ClockOffset { get; set; }

    public Task<string> TokenAsync(Account account, CancellationToken cancellationToken) => Task.FromResult(Mint(account));

    public string Mint(Account account)
    {
        var now = DateTimeOffset.UtcNow + ClockOffset;
        return Sign(new
        {
            sub = account.Id,
            role = "authenticated",
            aud = "authenticated",
            iat = now.ToUnixTimeSeconds(),
            exp = (now + Lifetime).ToUnixTimeSeconds(),
            session_id = Guid.NewGuid(),
            app_metadata = account.Role is null ? new Dictionary<string, string>() : new() { ["role"] = account.Role },
            user_metadata = new { display_name = account.Name },
        });
    }

    /// <summary>An API key of the legacy kind.</summary>
    public string MintKey(string role) =>
        Sign(new { role, iss = "supabase", exp = DateTimeOffset.UtcNow.AddYears(1).ToUnixTimeSeconds() });

    private string Sign(object claims) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }
        .CreateToken(JsonSerializer.Serialize(claims), _key);
}
