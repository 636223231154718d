using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PortalChat.Auth.Callers;
using PortalChat.Auth.Forwarding;
using PortalChat.Auth.Keys;
using PortalChat.Auth.Tests.Support;

namespace PortalChat.Auth.Tests.Forwarding;

public sealed class ForwardedAuthTests : IAsyncLifetime
{
    private const string AnonKey = "the-project's-own-anon-key";

    private FakeProject _project = null!;
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _project = await FakeProject.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddPortalChatAuth(new AuthOptions
        {
            External = new ExternalAuthOptions { SupabaseUrl = _project.Url, ApiKeys = new ApiKeys(AnonKey, null) },
        });
        _app = builder.Build();
        _app.MapForwardedAuth();
        await _app.StartAsync(Stop);
        _http = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        await _project.DisposeAsync();
    }

    [Fact(DisplayName = "[AU15] /auth/v1 is passed on as it is, and the project's answer comes back as it is")]
    public async Task Forward_Passes_RequestAndAnswer()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/v1/signup?redirect_to=x");
        request.Content = new StringContent("""{"email":"a@example.com"}""");
        request.Headers.Add("apikey", AnonKey);
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        using var response = await _http.SendAsync(request, Stop);

        Assert.Equal(422, (int)response.StatusCode);
        Assert.Equal("""{"code":"user_already_exists"}""", await response.Content.ReadAsStringAsync(Stop));
        Assert.Equal("2024-01-01", response.Headers.GetValues("X-Supabase-Api-Version").Single());
        var forwarded = Assert.Single(_project.Requests);
        Assert.Equal(("POST", "/auth/v1/signup?redirect_to=x"), (forwarded.Method, forwarded.Target));
        Assert.Equal("""{"email":"a@example.com"}""", forwarded.Body);
        Assert.Equal(AnonKey, forwarded.Headers["apikey"]);
        Assert.Equal(_project.Url.Authority, forwarded.Headers["Host"]);
        Assert.False(forwarded.Headers.ContainsKey("X-Forwarded-For"), "what a client says of its address is not passed on");
    }

    [Fact(DisplayName = "[AU16] the project's CORS headers are left out: with two answers browsers take none")]
    public async Task Forward_LeavesOut_Cors()
    {
        using var direct = await new HttpClient().GetAsync(new Uri(_project.Url, "/auth/v1/settings"), Stop);
        using var forwarded = await _http.GetAsync("/auth/v1/settings", Stop);

        Assert.True(direct.Headers.Contains("Access-Control-Allow-Origin"), "control");
        Assert.False(forwarded.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact(DisplayName = "[AU10] the project's tokens and API keys are callers")]
    public async Task Resolve_ProjectCredentials_Count()
    {
        var callers = _app.Services.GetRequiredService<ICallerResolver>();
        var token = Jwt.Sign(Jwt.Claims(DateTimeOffset.UtcNow), _project.AddEs256());

        Assert.IsType<CallerResolution.Known>(await callers.ResolveAsync(AnonKey, Stop));
        Assert.IsType<CallerResolution.BadToken>(await callers.ResolveAsync("another-key", Stop));

        // The refresher may just have read the keys, then a new one is looked for 10 s later: wait until it counts.
        while (await callers.ResolveAsync(token, Stop) is not CallerResolution.Known)
        {
            await Task.Delay(200, Stop);
        }
    }
}
