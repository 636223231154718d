using Microsoft.Extensions.Options;
using PortalChat.Auth.Embedded;
using PortalChat.Auth.Forwarding;
using PortalChat.Auth.Keys;

namespace PortalChat.Auth;

/// <summary>
/// How tokens and API keys are checked, and who answers <c>/auth/v1</c>. Set <see cref="Embedded"/> (with
/// <see cref="Keys"/>) to be the auth server, or <see cref="External"/> to stand before a Supabase project.
/// </summary>
public sealed record AuthOptions
{
    /// <summary>Our own keys: their tokens and API keys are accepted. Null where only a Supabase project's are.</summary>
    public KeyStore? Keys { get; init; }

    /// <summary>The auth server that we are ourselves; null where a Supabase project is.</summary>
    public EmbeddedAuthOptions? Embedded { get; init; }

    /// <summary>The Supabase project whose tokens and API keys count and to which <c>/auth/v1</c> is forwarded.</summary>
    public ExternalAuthOptions? External { get; init; }

    /// <summary>How far other clocks may be off, for <c>exp</c>, <c>nbf</c> and <c>iat</c>; 30 s, as PostgREST allows.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many verified tokens are remembered, so that a signature is checked once per token and not once per
    /// request. An entry takes about 1 kB; 20,000 covers that many people signed in at once in 20 MB.
    /// </summary>
    public int VerifiedTokens { get; init; } = 20_000;

    /// <exception cref="OptionsValidationException">An option has no usable value; the message names it.</exception>
    public void Validate()
    {
        Require(Keys is not null || External is not null, "Either Keys or External must be set.");
        Require(Embedded is null || External is null, "Embedded and External exclude each other.");
        Require(Embedded is null || Keys is not null, "Embedded needs Keys to sign with.");
        Require(ClockSkew >= TimeSpan.Zero && ClockSkew <= TimeSpan.FromMinutes(5), "ClockSkew must be 0 to 5 minutes.");
        Require(VerifiedTokens >= 0, "VerifiedTokens must not be negative.");
        Embedded?.Validate();
        External?.Validate();
    }

    internal static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new OptionsValidationException(nameof(AuthOptions), typeof(AuthOptions), [message]);
        }
    }
}
