using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using PortalChat.Auth.Callers;
using PortalChat.Auth.Keys;
using PortalChat.Auth.Tests.Support;
using PortalChat.Auth.Tokens;

namespace PortalChat.Auth.Tests.Tokens;

public sealed class OwnKeysRefresherTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly VerifiedTokens _verified = new(100);
    private readonly KeyStore _store;
    private readonly TokenVerifier _verifier;
    private readonly OwnKeysRefresher _refresher;

    public OwnKeysRefresherTests()
    {
        _store = KeyStore.Open(_directory.Path);
        _verifier = new TokenVerifier([new OwnKeys(_store)], _verified, new AuthOptions(), TimeProvider.System);
        _refresher = new OwnKeysRefresher(_store, _verified, TimeProvider.System, NullLogger<OwnKeysRefresher>.Instance);
    }

    private string Path => _directory.File(KeyStore.SigningKeysFile);

    public void Dispose()
    {
        _refresher.Dispose();
        _directory.Dispose();
    }

    [Fact(DisplayName = "[AU18] our signing keys rotate without a restart: added, used, and the old one removed")]
    public async Task Refresh_Rotates()
    {
        var before = Token();
        var old = JsonNode.Parse(await File.ReadAllTextAsync(Path, TestContext.Current.CancellationToken))![0]!;
        var next = SigningKey.Generate();

        Write(next.DeepClone(), old.DeepClone());
        var after = Token();
        Assert.True(await AcceptsAsync(before));
        Assert.True(await AcceptsAsync(after));
        Assert.Equal(next["kid"]!.GetValue<string>(), _store.Current.Id);
        Assert.Contains(old["kid"]!.GetValue<string>(), _store.Jwks, StringComparison.Ordinal);

        Write(next.DeepClone());
        Assert.False(await AcceptsAsync(before));
        Assert.True(await AcceptsAsync(after));
    }

    [Fact(DisplayName = "[AU18] a spoilt or missing key file changes nothing")]
    public async Task Refresh_Spoilt_KeepsTheKeys()
    {
        var token = Token();

        File.WriteAllText(Path, "[{");
        _refresher.Refresh();
        Assert.True(await AcceptsAsync(token));
        File.Delete(Path);
        _refresher.Refresh();
        Assert.True(await AcceptsAsync(token));
    }

    private string Token() => Jwt.Sign(Jwt.Claims(DateTimeOffset.UtcNow), _store.Current.Credentials);

    private void Write(params JsonNode[] keys)
    {
        File.WriteAllText(Path, new JsonArray(keys).ToJsonString());
        _refresher.Refresh();
    }

    private async Task<bool> AcceptsAsync(string token) =>
        await _verifier.VerifyAsync(token, TestContext.Current.CancellationToken) is TokenVerification.Accepted;
}
