using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.IdentityModel.Tokens;
using PortalChat.Auth.Callers;
using PortalChat.Auth.Forwarding;
using PortalChat.Auth.Tests.Support;
using PortalChat.Auth.Tokens;
using PortalChat.Testing;

namespace PortalChat.Auth.Tests.Tokens;

public sealed class RemoteKeysTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private readonly VerifiedTokens _verified = new(100);
    private FakeProject _project = null!;
    private RemoteKeys _keys = null!;
    private TokenVerifier _verifier = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _project = await FakeProject.StartAsync();
        var options = new ExternalAuthOptions { SupabaseUrl = _project.Url };
        _keys = new RemoteKeys(options, _verified, _clock, NullLogger<RemoteKeys>.Instance);
        _verifier = new TokenVerifier([_keys], _verified, new AuthOptions(), _clock);
    }

    public async ValueTask DisposeAsync()
    {
        _keys.Dispose();
        await _project.DisposeAsync();
    }

    [Fact(DisplayName = "[AU10] a project's ES256 and RS256 tokens are accepted by its published keys")]
    public async Task Verify_ProjectToken_IsAccepted()
    {
        var (es256, rs256) = (_project.AddEs256(), _project.AddRs256());

        Assert.True(await AcceptsAsync(es256));
        Assert.True(await AcceptsAsync(rs256));
        Assert.Equal(1, _project.KeyReads);
    }

    [Fact(DisplayName = "[AU11] a new key is found without a restart; made-up key ids cause one read per 10 s")]
    public async Task Verify_UnknownKey_IsLookedFor()
    {
        Assert.True(await AcceptsAsync(_project.AddEs256()));
        var rotated = _project.AddEs256();
        using var elsewhere = new TemporaryDirectory();
        var madeUp = Auth.Keys.KeyStore.Open(elsewhere.Path).Current.Credentials;

        Assert.False(await AcceptsAsync(rotated));
        Assert.False(await AcceptsAsync(madeUp));
        Assert.Equal(1, _project.KeyReads);

        _clock.Advance(TimeSpan.FromSeconds(10));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AcceptsAsync(madeUp)));
        Assert.True(await AcceptsAsync(rotated));
        Assert.Equal(2, _project.KeyReads);
    }

    [Fact(DisplayName = "[AU12] a revoked key stops counting at the next read, for tokens seen before too")]
    public async Task Refresh_RevokedKey_StopsCounting()
    {
        var (revoked, kept) = (_project.AddEs256(), _project.AddEs256());
        var token = Token(revoked);
        Assert.IsType<TokenVerification.Accepted>(await _verifier.VerifyAsync(token, Stop));

        _project.Remove(revoked);
        await _keys.RefreshAsync(Stop);

        Assert.IsType<TokenVerification.Rejected>(await _verifier.VerifyAsync(token, Stop));
        Assert.True(await AcceptsAsync(kept));
    }

    [Fact(DisplayName = "[AU13] while the project does not answer, the last keys count")]
    public async Task Refresh_ProjectDown_KeepsTheKeys()
    {
        var key = _project.AddEs256();
        Assert.True(await AcceptsAsync(key));

        _project.IsDown = true;
        await _keys.RefreshAsync(Stop);

        Assert.True(await AcceptsAsync(key));
    }

    [Fact(DisplayName = "[AU4] a project's key serves no other algorithm than its own")]
    public async Task Verify_KeyOfOtherKind_IsRefused()
    {
        var rs256 = _project.AddRs256();
        Assert.True(await AcceptsAsync(rs256));

        var rs512 = new SigningCredentials(rs256.Key, SecurityAlgorithms.RsaSha512);
        var hs256 = new SigningCredentials(
            new SymmetricSecurityKey(((RsaSecurityKey)rs256.Key).Rsa.ExportSubjectPublicKeyInfo()) { KeyId = rs256.Key.KeyId },
            SecurityAlgorithms.HmacSha256);
        Assert.False(await AcceptsAsync(rs512));
        Assert.False(await AcceptsAsync(hs256));
    }

    private string Token(SigningCredentials credentials) => Jwt.Sign(Jwt.Claims(_clock.GetUtcNow()), credentials);

    private async Task<bool> AcceptsAsync(SigningCredentials credentials) =>
        await _verifier.VerifyAsync(Token(credentials), Stop) is TokenVerification.Accepted;
}
