using Microsoft.AspNetCore.Http;
using PortalChat.Auth.Callers;
using PortalChat.Auth.Keys;
using PortalChat.Auth.Tests.Support;
using PortalChat.Auth.Tokens;

namespace PortalChat.Auth.Tests.Callers;

public sealed class CallerResolverTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly KeyStore _store;
    private readonly ApiKeys _keys;
    private readonly CallerResolver _resolver;
    private readonly EndedSessions _endedSessions = new(TimeProvider.System);
    private readonly string _person;

    public CallerResolverTests()
    {
        _store = KeyStore.Open(_directory.Path);
        _keys = _store.ApiKeys;
        var verifier = new TokenVerifier(
            [new OwnKeys(_store)], new VerifiedTokens(100), new AuthOptions(), TimeProvider.System);
        _resolver = new CallerResolver(new KnownApiKeys(_keys), verifier, _endedSessions);
        _person = Jwt.Sign(Jwt.Claims(DateTimeOffset.UtcNow), _store.Current.Credentials);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact(DisplayName = "[AU7] each of the four API keys is a caller: anon by the public ones, service_role by the secret ones")]
    public async Task Resolve_ApiKey_GivesItsRole()
    {
        Assert.Equal("anon", await RoleAsync(_keys.Anon, null));
        Assert.Equal("anon", await RoleAsync(_keys.Publishable, null));
        Assert.Equal("service_role", await RoleAsync(_keys.ServiceRole, null));
        Assert.Equal("service_role", await RoleAsync(_keys.Secret, null));
        Assert.Equal("anon", await RoleAsync(_keys.Publishable, _keys.Publishable));
        Assert.Equal("service_role", await RoleAsync(_keys.Secret, _keys.Secret));
    }

    [Fact(DisplayName = "[AU8] the bearer token wins over the API key")]
    public async Task Resolve_Bearer_Wins()
    {
        Assert.Equal("authenticated", await RoleAsync(_keys.Anon, _person));
        Assert.Equal("authenticated", await RoleAsync(_keys.Secret, _person));
        Assert.Equal("service_role", await RoleAsync(_keys.Anon, _keys.ServiceRole));
    }

    [Fact(DisplayName = "[AU7] without an API key, with an unknown one, or with a person's token in its place, nobody calls")]
    public async Task Resolve_NoApiKey_IsRefused()
    {
        Assert.IsType<CallerResolution.NoApiKey>(await ResolveAsync(null, null));
        Assert.IsType<CallerResolution.NoApiKey>(await ResolveAsync(null, _person));
        Assert.IsType<CallerResolution.NoApiKey>(await ResolveAsync("sb_publishable_made-up_12345678", _person));
        Assert.IsType<CallerResolution.NoApiKey>(await ResolveAsync(_keys.Anon + "x", _person));
        Assert.IsType<CallerResolution.NoApiKey>(await ResolveAsync(_person, null));
        Assert.Equal("authenticated", await RoleAsync(_keys.Anon, _person));
    }

    [Fact(DisplayName = "[AU8] a bad bearer token is not forgiven for a good API key, nor is another sb_ key")]
    public async Task Resolve_BadBearer_IsRefused()
    {
        Assert.IsType<CallerResolution.BadToken>(await ResolveAsync(_keys.Secret, _person + "x"));
        Assert.IsType<CallerResolution.BadToken>(await ResolveAsync(_keys.Publishable, _keys.Secret));
    }

    [Fact(DisplayName = "[AU46] a token whose session has ended is refused, another session's is not")]
    public async Task Resolve_EndedSession_IsRefused()
    {
        var claims = Jwt.Claims(DateTimeOffset.UtcNow);
        claims["session_id"] = Guid.NewGuid().ToString();
        var other = Jwt.Sign(claims, _store.Current.Credentials);

        _endedSessions.Add(Guid.Parse("0c0c0c0c-1111-4222-8333-444444444444"));

        var refused = Assert.IsType<CallerResolution.BadToken>(await ResolveAsync(_keys.Anon, _person));
        Assert.Equal(TokenFault.SessionEnded, refused.Fault);
        Assert.Equal("authenticated", await RoleAsync(_keys.Anon, other));
    }

    [Fact(DisplayName = "[AU9] a secret key from a browser is refused")]
    public async Task Resolve_SecretKeyInBrowser_IsRefused()
    {
        const string browser = "Mozilla/5.0 (X11; Linux x86_64)";

        Assert.IsType<CallerResolution.NoApiKey>(await ResolveAsync(_keys.Secret, null, browser));
        Assert.IsType<CallerResolution.Known>(await ResolveAsync(_keys.Publishable, null, browser));
        Assert.IsType<CallerResolution.Known>(await ResolveAsync(_keys.Secret, null, "node"));
    }

    [Fact(DisplayName = "[AU7] the API key may come in the query or in x-api-key, as sockets send it")]
    public async Task Resolve_ApiKeyElsewhere_Counts()
    {
        var byQuery = new DefaultHttpContext().Request;
        byQuery.QueryString = QueryString.Create("apikey", _keys.Anon!);
        var byHeader = new DefaultHttpContext().Request;
        byHeader.Headers["x-api-key"] = _keys.Anon;

        Assert.IsType<CallerResolution.Known>(await _resolver.ResolveAsync(byQuery, Stop));
        Assert.IsType<CallerResolution.Known>(await _resolver.ResolveAsync(byHeader, Stop));
    }

    private async Task<string> RoleAsync(string? apiKey, string? bearer) =>
        Assert.IsType<CallerResolution.Known>(await ResolveAsync(apiKey, bearer)).Caller.Role;

    private async Task<CallerResolution> ResolveAsync(string? apiKey, string? bearer, string userAgent = "node")
    {
        var request = new DefaultHttpContext().Request;
        request.Headers["apikey"] = apiKey;
        request.Headers.Authorization = bearer is null ? null : $"Bearer {bearer}";
        request.Headers.UserAgent = userAgent;
        return await _resolver.ResolveAsync(request, Stop);
    }
}
