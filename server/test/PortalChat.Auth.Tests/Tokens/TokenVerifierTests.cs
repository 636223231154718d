using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using PortalChat.Auth.Callers;
using PortalChat.Auth.Keys;
using PortalChat.Auth.Tests.Support;
using PortalChat.Auth.Tokens;
using PortalChat.Testing;

namespace PortalChat.Auth.Tests.Tokens;

public sealed class TokenVerifierTests : IDisposable
{
    private const string Secret = "a-legacy-secret-of-at-least-32-characters";

    private readonly TemporaryDirectory _directory = new();
    private readonly ManualClock _clock = new();
    private readonly KeyStore _store;
    private readonly TokenVerifier _verifier;

    public TokenVerifierTests()
    {
        _store = KeyStore.Open(_directory.Path);
        _verifier = new TokenVerifier(
            [new OwnKeys(_store), new LegacySecret(Secret)], new VerifiedTokens(100), new AuthOptions(), _clock);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact(DisplayName = "[AU3] a token signed by our key is accepted, with its claims as they were written")]
    public async Task Verify_OwnToken_GivesTheCaller()
    {
        var claims = Jwt.Claims(_clock.GetUtcNow());
        var caller = await AcceptedAsync(Jwt.Sign(claims, _store.Current.Credentials));

        Assert.Equal("authenticated", caller.Role);
        Assert.Equal(claims.ToJsonString(), caller.Claims);
        Assert.Equal(Guid.Parse("0b0b0b0b-1111-4222-8333-444444444444"), caller.Subject);
        Assert.Equal(Guid.Parse("0c0c0c0c-1111-4222-8333-444444444444"), caller.SessionId);
    }

    [Fact(DisplayName = "[AU3] a legacy HS256 token counts where its secret is set, and no other secret does")]
    public async Task Verify_LegacySecret_OnlyTheRightOne()
    {
        var claims = Jwt.Claims(_clock.GetUtcNow());

        await AcceptedAsync(Jwt.Sign(claims, Hmac(Secret)));
        await RejectedAsync(Jwt.Sign(claims, Hmac("another-secret-of-at-least-32-characters")), TokenFault.BadSignature);
    }

    [Fact(DisplayName = "[AU4] no algorithm is taken from the token: none, HMAC with the public key, another's key are refused")]
    public async Task Verify_ForgedAlgorithm_IsRefused()
    {
        var claims = Jwt.Claims(_clock.GetUtcNow(), "service_role");
        using var elsewhere = new TemporaryDirectory();
        var publicKey = _store.Current.PublicKey;

        await RejectedAsync(Jwt.Unsigned(claims), TokenFault.BadSignature);
        await RejectedAsync(Jwt.SignWithBytes(claims, Encoding.UTF8.GetBytes(_store.Jwks), publicKey.Kid), TokenFault.BadSignature);
        await RejectedAsync(Jwt.SignWithBytes(claims, Base64UrlEncoder.DecodeBytes(publicKey.X), publicKey.Kid), TokenFault.BadSignature);
        await RejectedAsync(Jwt.Sign(claims, KeyStore.Open(elsewhere.Path).Current.Credentials), TokenFault.BadSignature);
        await AcceptedAsync(Jwt.Sign(claims, _store.Current.Credentials));
    }

    [Fact(DisplayName = "[AU4] a changed payload is refused")]
    public async Task Verify_ChangedPayload_IsRefused()
    {
        var token = Jwt.Sign(Jwt.Claims(_clock.GetUtcNow()), _store.Current.Credentials);
        var other = Jwt.Claims(_clock.GetUtcNow(), "service_role").ToJsonString();
        var parts = token.Split('.');

        await AcceptedAsync(token);
        await RejectedAsync($"{parts[0]}.{Base64UrlEncoder.Encode(other)}.{parts[2]}", TokenFault.BadSignature);
    }

    [Fact(DisplayName = "[AU5] a token ends 30 s after its exp, remembered or not")]
    public async Task Verify_Expired_IsRefusedAfterTheSkew()
    {
        var token = Jwt.Sign(Jwt.Claims(_clock.GetUtcNow(), lifetime: TimeSpan.FromSeconds(60)), _store.Current.Credentials);

        _clock.Advance(TimeSpan.FromSeconds(89));
        await AcceptedAsync(token);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await RejectedAsync(token, TokenFault.Expired);
        var fresh = new TokenVerifier([new OwnKeys(_store)], new VerifiedTokens(0), new AuthOptions(), _clock);
        Assert.IsType<TokenVerification.Rejected>(await fresh.VerifyAsync(token, Stop));
    }

    [Theory(DisplayName = "[AU5] times ahead of the clock are allowed 30 s")]
    [InlineData("nbf", 30, true)]
    [InlineData("nbf", 31, false)]
    [InlineData("iat", 30, true)]
    [InlineData("iat", 31, false)]
    public async Task Verify_FromTheFuture_IsRefusedBeyondTheSkew(string claim, int ahead, bool accepted)
    {
        var claims = Jwt.Claims(_clock.GetUtcNow());
        claims[claim] = _clock.GetUtcNow().ToUnixTimeSeconds() + ahead;
        var token = Jwt.Sign(claims, _store.Current.Credentials);

        if (accepted)
        {
            await AcceptedAsync(token);
        }
        else
        {
            await RejectedAsync(token, TokenFault.NotYetValid);
        }
    }

    [Theory(DisplayName = "[AU6] role and exp are needed, and only the three request roles are roles")]
    [InlineData("role", null)]
    [InlineData("role", "\"postgres\"")]
    [InlineData("role", "\"supabase_admin\"")]
    [InlineData("role", "[\"authenticated\"]")]
    [InlineData("exp", null)]
    public async Task Verify_BadClaims_IsRefused(string claim, string? value)
    {
        var claims = Jwt.Claims(_clock.GetUtcNow());
        claims.Remove(claim);
        if (value is not null)
        {
            claims[claim] = JsonNode.Parse(value);
        }

        await RejectedAsync(Jwt.Sign(claims, _store.Current.Credentials), TokenFault.BadClaims);
    }

    [Theory(DisplayName = "[AU6] whatever is not a JWT is refused and never throws")]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("....")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.bm90IGpzb24.AAAA")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.W10.AAAA")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.eyJleHAiOiJ4In0.AAAA")]
    [InlineData("eyJhbGciOjV9.e30.AAAA")]
    [InlineData("sb_publishable_abc")]
    public async Task Verify_NotAJwt_IsRefused(string token)
    {
        Assert.IsType<TokenVerification.Rejected>(await _verifier.VerifyAsync(token, Stop));
    }

    [Fact(DisplayName = "[AU6] a token of 64 kB and more is refused unread")]
    public async Task Verify_HugeToken_IsRefused()
    {
        var claims = Jwt.Claims(_clock.GetUtcNow());
        claims["user_metadata"] = new string('x', 64 * 1024);

        await RejectedAsync(Jwt.Sign(claims, _store.Current.Credentials), TokenFault.Malformed);
    }

    [Fact(DisplayName = "[AU6] of 5,000 mutations of a good token none throws and none is accepted")]
    public async Task Verify_Mutated_IsRefused()
    {
        var token = Jwt.Sign(Jwt.Claims(_clock.GetUtcNow()), _store.Current.Credentials);
        await AcceptedAsync(token);
        var random = new Random(20260301);

        for (var n = 0; n < 5_000; n++)
        {
            var (at, count) = (random.Next(token.Length), random.Next(1, 20));
            var mutated = random.Next(3) switch
            {
                0 => token.Remove(at, Math.Min(count, token.Length - at)),
                1 => token.Insert(at, token[at..Math.Min(token.Length, at + count)]),
                _ => token[..at] + (char)random.Next(1, 0x180) + token[(at + 1)..],
            };

            // The last character of a signature has two bits that mean nothing; any other difference counts.
            if (mutated[..^1] != token[..^1])
            {
                Assert.IsType<TokenVerification.Rejected>(await _verifier.VerifyAsync(mutated, Stop));
            }
        }
    }

    private static SigningCredentials Hmac(string secret) =>
        new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)), SecurityAlgorithms.HmacSha256);

    private async Task<Caller> AcceptedAsync(string token) =>
        Assert.IsType<TokenVerification.Accepted>(await _verifier.VerifyAsync(token, Stop)).Caller;

    private async Task RejectedAsync(string token, TokenFault fault) =>
        Assert.Equal(fault, Assert.IsType<TokenVerification.Rejected>(await _verifier.VerifyAsync(token, Stop)).Fault);
}
