using PortalChat.Auth.Embedded.Limits;
using PortalChat.Auth.Tests.Support;
using PortalChat.Testing;

namespace PortalChat.Auth.Tests.Embedded;

public sealed class LimitTests(PostgresFixture postgres)
{
    private static readonly RateLimit Three = new(3, TimeSpan.FromHours(1));

    [Fact(DisplayName = "[AU100] sign-ins and refreshes beyond the limit are 429 and say when to come again")]
    public async Task Token_BeyondLimit_Is429()
    {
        await using var server = await StartAsync(limits => limits with { Token = Three });
        var client = server.Client();
        await client.SignUpAsync("ada@example.com", "secret-1");
        for (var n = 0; n < 3; n++)
        {
            (await client.SignInAsync("ada@example.com", "secret-1")).Ok();
        }

        var refused = await client.SignInAsync("ada@example.com", "secret-1");

        refused.Refused(429, "over_request_rate_limit");
        Assert.NotNull(refused.Headers.RetryAfter?.Delta);
        (await client.RefreshAsync("x")).Refused(429, "over_request_rate_limit");
        (await client.SignUpAsync("bo@example.com", "secret-1")).Ok();
    }

    [Fact(DisplayName = "[AU101] sign-ups beyond the limit are 429")]
    public async Task SignUp_BeyondLimit_Is429()
    {
        await using var server = await StartAsync(limits => limits with { SignUp = Three });
        var client = server.Client();
        for (var n = 0; n < 3; n++)
        {
            (await client.SignUpAsync($"n{n}@example.com", "secret-1")).Ok();
        }

        (await client.SignUpAsync("n4@example.com", "secret-1")).Refused(429, "over_request_rate_limit");
        (await client.SignInAsync("n1@example.com", "secret-1")).Ok();
    }

    [Fact(DisplayName = "[AU102] after too many wrong passwords for one address the right one waits too; other addresses do not")]
    public async Task WrongPassword_BeyondLimit_Is429()
    {
        await using var server = await StartAsync(limits => limits with { WrongPassword = Three });
        var client = server.Client();
        await client.SignUpAsync("ada@example.com", "secret-1");
        await client.SignUpAsync("bo@example.com", "secret-1");
        for (var n = 0; n < 3; n++)
        {
            (await client.SignInAsync("ada@example.com", $"wrong-{n}")).Refused(400, "invalid_credentials");
        }

        (await client.SignInAsync("ADA@example.com", "secret-1")).Refused(429, "over_request_rate_limit");
        (await client.SignInAsync("bo@example.com", "secret-1")).Ok();
    }

    [Fact(DisplayName = "[AU103] when too many passwords wait to be hashed, the next is told to come later")]
    public async Task Bcrypt_QueueFull_Is429()
    {
        await using var server = await AuthServer.StartAsync(
            postgres, options => options with { BcryptCost = 12, BcryptParallelism = 1, BcryptQueue = 1 });
        var client = server.Client();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => client.SignInAsync($"n{n}@example.com", "secret-1")));

        Assert.Contains(answers, answer => (int)answer.Status == 429);
        Assert.Contains(answers, answer => (int)answer.Status == 400);
    }

    private Task<AuthServer> StartAsync(Func<AuthRateLimits, AuthRateLimits> limit) =>
        AuthServer.StartAsync(postgres, options => options with { RateLimits = limit(options.RateLimits) });
}
