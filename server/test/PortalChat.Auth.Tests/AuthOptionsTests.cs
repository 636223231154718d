using Microsoft.Extensions.Options;
using PortalChat.Auth.Embedded;
using PortalChat.Auth.Embedded.Limits;
using PortalChat.Auth.Forwarding;
using PortalChat.Auth.Keys;
using PortalChat.Auth.Tests.Support;

namespace PortalChat.Auth.Tests;

public sealed class AuthOptionsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact(DisplayName = "[AU17] options without a usable value are refused before anything starts, by name")]
    public void Validate_Unusable_IsRefused()
    {
        var keys = KeyStore.Open(_directory.Path);
        var embedded = new EmbeddedAuthOptions { DataSource = _ => throw new InvalidOperationException() };
        var external = new ExternalAuthOptions { SupabaseUrl = new Uri("https://project.example") };
        new AuthOptions { Keys = keys, Embedded = embedded }.Validate();
        new AuthOptions { External = external }.Validate();

        Refused("Keys", new AuthOptions());
        Refused("Keys", new AuthOptions { Embedded = embedded });
        Refused("Embedded", new AuthOptions { Keys = keys, Embedded = embedded, External = external });
        Refused("ClockSkew", new AuthOptions { Keys = keys, ClockSkew = TimeSpan.FromHours(1) });
        Refused("SupabaseUrl", new AuthOptions { External = external with { SupabaseUrl = new Uri("ftp://project.example") } });
        Refused("JwtSecret", new AuthOptions { External = external with { JwtSecret = "short" } });
        Refused("BcryptCost", new AuthOptions { Keys = keys, Embedded = embedded with { BcryptCost = 31 } });
        Refused("MinPasswordLength", new AuthOptions { Keys = keys, Embedded = embedded with { MinPasswordLength = 100 } });
        Refused("rate limit", new AuthOptions
        {
            Keys = keys,
            Embedded = embedded with { RateLimits = new() { Token = new RateLimit(0, TimeSpan.FromMinutes(1)) } },
        });
    }

    private static void Refused(string name, AuthOptions options) =>
        Assert.Contains(name, Assert.Throws<OptionsValidationException>(options.Validate).Message, StringComparison.OrdinalIgnoreCase);
}
